package io.registryexporter.common.log;

/**
 * A key of the fields in lines of the log.
 *
 * @param name lower case, words joined by underscores
 */
public record LogKey(String name) {

    /** A field with this key. */
    public LogField of(Object value) {
        return new LogField(name, value);
    }
}
