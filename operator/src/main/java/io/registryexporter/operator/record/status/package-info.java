/**
 * The status of a resource: state and reason of each target, counts and conditions. The same facts give the same status,
 * so that nothing is written when nothing has changed.
 */
package io.registryexporter.operator.record.status;
