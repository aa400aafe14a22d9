/**
 * What the operator remembers from one round to the next, by the uid of the workload or the resource. It is lost with the
 * process; what has to outlive the process stands on the workload or in the status.
 */
package io.registryexporter.operator.record.memory;
