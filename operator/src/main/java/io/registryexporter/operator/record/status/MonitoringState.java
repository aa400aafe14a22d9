package io.registryexporter.operator.record.status;

/**
 * Whether a Prometheus Operator is told of the exporters as the resource wants it.
 *
 * @param complete whether all that is wanted is there
 * @param reason a code
 * @param message a sentence for each kind that is wanted
 */
public record MonitoringState(boolean complete, String reason, String message) {}
