/**
 * The status of a resource: state and reason of each target, counts and conditions. The same facts result in the same
 * status, so that the operator writes nothing if nothing has changed.
 */
package io.registryexporter.operator.record.status;
