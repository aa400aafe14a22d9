package io.registryexporter.operator.monitoring;

import io.fabric8.kubernetes.api.model.LabelSelector;

/**
 * Pods that carry the exporter.
 *
 * @param path path of the metrics of the exporter that the pods carry; the resource may ask for another path by now
 */
public record ScrapedPods(LabelSelector selector, String path) {}
