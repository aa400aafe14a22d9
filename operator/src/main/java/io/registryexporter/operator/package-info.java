/**
 * The operator. Data goes one way: observe, decide, execute, record. The package reconcile runs this loop; run and cli
 * start and end the process.
 */
package io.registryexporter.operator;
