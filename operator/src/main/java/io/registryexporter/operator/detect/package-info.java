/**
 * Which container is the registry, where its storage lies, and which volume shares it. Pure functions over a pod's
 * template and the ConfigMaps that it names; what cannot be is a {@link Obstacle} with its reason and a sentence.
 */
package io.registryexporter.operator.detect;
