package io.registryexporter.operator.detect;

/** The result of the detection in a pod template. */
public sealed interface Detection permits RegistryStorage, Obstacle {}
