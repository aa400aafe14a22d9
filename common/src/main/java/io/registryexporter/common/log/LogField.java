package io.registryexporter.common.log;

/**
 * A key and its value in a line of the log.
 *
 * @param value a number or a boolean, which JSON shows as such, or an object, which is shown as text
 */
public record LogField(String key, Object value) {}
