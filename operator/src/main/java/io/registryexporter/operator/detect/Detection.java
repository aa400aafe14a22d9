package io.registryexporter.operator.detect;

/** What was found in a pod's template. */
public sealed interface Detection permits RegistryStorage, Obstacle {}
