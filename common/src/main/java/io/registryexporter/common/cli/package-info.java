/**
 * What the command lines of both programs share: their streams, an error as one line without the value that caused it,
 * exit codes, and the names of the exporter's options.
 */
package io.registryexporter.common.cli;
