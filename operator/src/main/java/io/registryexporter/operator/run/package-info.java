/**
 * The process: settings, start and end, leader election, the endpoints for probes and Prometheus, what is checked before
 * the start, and the cleanup before an uninstall.
 */
package io.registryexporter.operator.run;
