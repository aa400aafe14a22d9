package io.registryexporter.it.required;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What a run was asked for.
 *
 * @param names of classes; empty for all
 * @param groups tags with commas between them, one of which a class must have; empty for all
 * @param excludedGroups tags with commas between them, none of which a class may have
 */
record TestSelection(String names, String groups, String excludedGroups) {
    private static final String SUFFIX = "IT.class";

    /** The classes that have to run, by their full names; none where the run names classes. */
    List<String> classes(Path directory) {
        if (!names.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory)) {
            return files.map(file -> directory.relativize(file).toString().replace('/', '.'))
                    .filter(name -> name.endsWith(SUFFIX) && !name.contains("$"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .filter(this::selects)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean selects(String name) {
        try {
            Class<?> type = Class.forName(name, false, TestSelection.class.getClassLoader());
            return !Modifier.isAbstract(type.getModifiers()) && selects(tags(type));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean selects(Set<String> tags) {
        return (groups.isEmpty() || split(groups).anyMatch(tags::contains))
                && split(excludedGroups).noneMatch(tags::contains);
    }

    private static Set<String> tags(Class<?> type) {
        return AnnotationSupport.findRepeatableAnnotations(type, Tag.class).stream()
                .map(Tag::value)
                .collect(Collectors.toSet());
    }

    private static Stream<String> split(String list) {
        return Arrays.stream(list.split(",")).map(String::strip).filter(tag -> !tag.isEmpty());
    }
}
