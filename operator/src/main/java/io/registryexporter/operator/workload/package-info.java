/**
 * A Deployment or StatefulSet as the rest of the operator sees it: one immutable view of both kinds, whose selector
 * matches it, and what of it is the operator's. Pure; no requests.
 */
package io.registryexporter.operator.workload;
