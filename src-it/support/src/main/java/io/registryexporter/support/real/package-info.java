/**
 * The real components that tests run against: a registry, skopeo, Prometheus and the exporter's own jar, each started
 * as a user would start it. A test class names the programs it needs; where one is missing it is skipped by name.
 */
package io.registryexporter.support.real;
