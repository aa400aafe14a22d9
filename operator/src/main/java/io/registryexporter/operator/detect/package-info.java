/**
 * Detects the registry's container, the path of its storage and the volume that shares the storage. Pure functions over
 * a pod template and the ConfigMaps that it names; an {@link Obstacle} has the reason why an injection is impossible.
 */
package io.registryexporter.operator.detect;
