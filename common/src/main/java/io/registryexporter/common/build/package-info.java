/** Which version of a program runs: read once, from the manifest of its jar. */
package io.registryexporter.common.build;
