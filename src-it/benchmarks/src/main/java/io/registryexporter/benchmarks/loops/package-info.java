/**
 * The inner loops of a scan and of a scrape, measured by JMH: what one manifest, one digest and one series cost. No
 * tests; the benchmark runs them.
 */
package io.registryexporter.benchmarks.loops;
