package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.registryexporter.operator.api.Names;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The metadata of an object without large labels and annotations of other programs. */
final class TrimmedMetadata {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final int MAX_LENGTH = 1024;

    /** The longest annotation of the operator is the note of a withdrawal; other programs may write it too. */
    private static final int MAX_OWN_LENGTH = 8192;

    private static final int MAX_LABELS = 256;
    private static final int MAX_OWNERS = 64;

    private TrimmedMetadata() {}

    /** A fingerprint replaces a long annotation, so that a change is still seen. */
    static ObjectMeta of(ObjectMeta metadata) {
        Map<String, String> annotations = Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
        Map<String, String> labels = Objects.requireNonNullElse(metadata.getLabels(), Map.of());
        List<OwnerReference> owners = Objects.requireNonNullElse(metadata.getOwnerReferences(), List.of());
        boolean isSmall = labels.size() <= MAX_LABELS
                && owners.size() <= MAX_OWNERS
                && annotations.entrySet().stream()
                        .noneMatch(annotation -> annotation.getKey().equals(LAST_APPLIED) || isLong(annotation));
        return isSmall
                ? metadata
                : new ObjectMetaBuilder(metadata)
                        .withAnnotations(annotations(annotations))
                        .withLabels(labels(labels))
                        .withOwnerReferences(owners(owners))
                        .build();
    }

    private static Map<String, String> annotations(Map<String, String> annotations) {
        Map<String, String> kept = new TreeMap<>();
        annotations.forEach((key, value) -> {
            if (!key.equals(LAST_APPLIED)) {
                kept.put(key, isLong(Map.entry(key, value)) ? Fingerprint.of(value) : value);
            }
        });
        return kept;
    }

    /** No selector needs more labels; the first ones in alphabetical order stay. */
    private static Map<String, String> labels(Map<String, String> labels) {
        return labels.size() <= MAX_LABELS
                ? labels
                : new TreeMap<>(labels)
                        .entrySet().stream()
                                .limit(MAX_LABELS)
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Of very many owners the one that controls the object matters. */
    private static List<OwnerReference> owners(List<OwnerReference> owners) {
        return owners.size() <= MAX_OWNERS
                ? owners
                : owners.stream()
                        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                        .limit(1)
                        .toList();
    }

    private static boolean isLong(Map.Entry<String, String> annotation) {
        int max = annotation.getKey().startsWith(Names.GROUP + "/") ? MAX_OWN_LENGTH : MAX_LENGTH;
        return annotation.getValue() != null && annotation.getValue().length() > max;
    }
}
