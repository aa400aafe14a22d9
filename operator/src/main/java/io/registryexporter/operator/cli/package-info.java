/**
 * The command line and the environment variables; each error is one line with a remedy. Decides nothing about
 * workloads.
 */
package io.registryexporter.operator.cli;
