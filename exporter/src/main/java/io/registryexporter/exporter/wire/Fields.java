package io.registryexporter.exporter.wire;

import java.util.List;
import java.util.Optional;

/** The header fields of a request in their order; names are compared without regard to case. */
public record Fields(List<Field> fields) {

    /** One header line. */
    public record Field(String name, String value) {}

    public Fields {
        fields = List.copyOf(fields);
    }

    /** The values of all fields of a name. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    /** The value of the first field of a name. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }
}
