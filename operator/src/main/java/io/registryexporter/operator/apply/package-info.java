/**
 * The only code that writes to workloads: server-side apply by the operator's field manager, never forced, of its own
 * fields and the object's uid. A later client library touches nothing but this.
 */
package io.registryexporter.operator.apply;
