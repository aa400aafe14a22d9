/**
 * The benchmark: a storage of so many tags, the exporter on it as a process of its own, and baselines that
 * run beside it. Prints ratios; judges nothing, and is no test.
 */
package io.registryexporter.benchmarks;
