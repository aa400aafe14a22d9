/**
 * The process: settings, start and end, leader election, endpoints for probes and Prometheus, checks before the start,
 * the dry run, and the cleanup before an uninstall.
 */
package io.registryexporter.operator.run;
