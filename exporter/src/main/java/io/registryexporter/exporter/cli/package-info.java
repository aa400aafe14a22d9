/**
 * The command line: options, their environment variables and their error messages, one line each. Decides nothing about
 * storages or metrics.
 */
package io.registryexporter.exporter.cli;
