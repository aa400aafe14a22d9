/**
 * The running exporter: when scans run, what is kept of the last one, what is logged about it. Connects the packages from
 * storage to metrics, and passes the outcome of a scan to the server.
 */
package io.registryexporter.exporter.serve;
