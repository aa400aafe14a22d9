/**
 * The memory of the operator between rounds, by the uid of the workload or the resource. The memory ends with the
 * process; the workload or the status holds everything that has to outlive the process.
 */
package io.registryexporter.operator.record.memory;
