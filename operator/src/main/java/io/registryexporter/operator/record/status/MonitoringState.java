package io.registryexporter.operator.record.status;

/**
 * Whether the desired objects of the Prometheus Operator exist.
 *
 * @param complete whether all desired objects exist
 * @param reason code
 * @param message a part for each desired kind
 */
public record MonitoringState(boolean complete, String reason, String message) {}
