/**
 * What the operator remembers of workloads from one round to the next: what was accepted, undone, restarted and given up.
 * Nothing of it has to outlive the process; what has to stands on the workload or in the status. No requests.
 */
package io.registryexporter.operator.memory;
