package io.registryexporter.operator.monitoring;

import io.fabric8.kubernetes.api.model.LabelSelector;

/**
 * Pods that carry the exporter.
 *
 * @param path where their exporter serves its metrics, which need not be what the resource asks for by now
 */
public record ScrapedPods(LabelSelector selector, String path) {}
