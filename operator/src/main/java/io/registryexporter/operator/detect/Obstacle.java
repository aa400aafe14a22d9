package io.registryexporter.operator.detect;

import io.registryexporter.operator.api.Reason;

/**
 * Why there is nothing to inject.
 *
 * @param message a sentence that says what was seen and what to do
 */
public record Obstacle(Reason reason, String message) implements Detection, ContainerChoice, StoragePath {}
