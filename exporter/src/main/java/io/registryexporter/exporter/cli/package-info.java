/**
 * The command line: options, their environment variables and their errors, each one line that says what to do. Decides
 * nothing about storages or metrics.
 */
package io.registryexporter.exporter.cli;
