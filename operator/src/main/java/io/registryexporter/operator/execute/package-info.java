/**
 * Carries out decisions: server-side apply of the operator's fields, deletion of stuck pods, objects of the Prometheus
 * Operator. One result type says what came of a write.
 */
package io.registryexporter.operator.execute;
