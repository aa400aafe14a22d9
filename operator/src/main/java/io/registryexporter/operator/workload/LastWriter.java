package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.registryexporter.operator.api.Names;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The field managers that changed an object last, by {@code metadata.managedFields}; controllers that write its status
 * do not count. Times are whole seconds: all managers of the last second are named. The operator is named only if no
 * other manager wrote in that second.
 */
final class LastWriter {
    private LastWriter() {}

    static String of(List<ManagedFieldsEntry> entries) {
        List<ManagedFieldsEntry> writers = Objects.requireNonNullElse(entries, List.<ManagedFieldsEntry>of()).stream()
                .filter(entry ->
                        Objects.requireNonNullElse(entry.getSubresource(), "").isEmpty())
                .toList();
        String last =
                writers.stream().map(LastWriter::time).max(String::compareTo).orElse("");
        Set<String> names = writers.stream()
                .filter(entry -> time(entry).equals(last))
                .map(entry -> Objects.requireNonNullElse(entry.getManager(), "a manager without a name"))
                .collect(Collectors.toCollection(TreeSet::new));
        if (names.size() > 1) {
            names.remove(Names.FIELD_MANAGER);
        }
        return names.isEmpty() ? "somebody" : String.join(", ", names);
    }

    private static String time(ManagedFieldsEntry entry) {
        return Objects.requireNonNullElse(entry.getTime(), "");
    }
}
