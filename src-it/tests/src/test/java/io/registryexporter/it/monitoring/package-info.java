/**
 * What is in deploy/monitoring, with promtool and a real Prometheus that scrapes the real programs.
 */
package io.registryexporter.it.monitoring;
