/**
 * The command line and the environment, and their errors, each one line that says what to do. Decides nothing about
 * workloads.
 */
package io.registryexporter.operator.cli;
