/**
 * Carries out decisions: server-side apply of the operator's fields, deletion of stuck pods, objects of the Prometheus
 * Operator. One type represents the result of a write.
 */
package io.registryexporter.operator.execute;
