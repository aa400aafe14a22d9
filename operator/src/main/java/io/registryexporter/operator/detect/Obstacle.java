package io.registryexporter.operator.detect;

import io.registryexporter.operator.api.Reason;

/**
 * Why the exporter cannot be injected.
 *
 * @param message the finding and its remedy
 */
public record Obstacle(Reason reason, String message) implements Detection, ContainerChoice, StoragePath {}
