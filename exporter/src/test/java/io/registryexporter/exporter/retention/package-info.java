@org.jspecify.annotations.NullUnmarked
package io.registryexporter.exporter.retention;
