/**
 * A Deployment or StatefulSet as one immutable value, the evaluation of selectors, and the operator's own fields. Pure;
 * no requests.
 */
package io.registryexporter.operator.workload;
