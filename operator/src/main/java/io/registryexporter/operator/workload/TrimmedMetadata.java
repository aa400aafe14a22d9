package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.registryexporter.operator.api.Names;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The metadata of an object without what others keep there for themselves. */
final class TrimmedMetadata {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final int LONG = 1024;

    /** Of the operator's own annotations a note of a withdrawal is the longest; others may write them, too. */
    private static final int LONG_OF_OURS = 8192;

    private static final int MOST_LABELS = 256;

    private TrimmedMetadata() {}

    /** A long annotation becomes its digest: that it has changed is all that matters. */
    static ObjectMeta of(ObjectMeta metadata) {
        Map<String, String> annotations = Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
        Map<String, String> labels = Objects.requireNonNullElse(metadata.getLabels(), Map.of());
        boolean slim = labels.size() <= MOST_LABELS
                && annotations.entrySet().stream()
                        .noneMatch(annotation -> annotation.getKey().equals(LAST_APPLIED) || isLong(annotation));
        return slim
                ? metadata
                : new ObjectMetaBuilder(metadata)
                        .withAnnotations(annotations(annotations))
                        .withLabels(labels(labels))
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

    /** Nobody selects by more; the first of the alphabet stay. */
    private static Map<String, String> labels(Map<String, String> labels) {
        return labels.size() <= MOST_LABELS
                ? labels
                : new TreeMap<>(labels)
                        .entrySet().stream()
                                .limit(MOST_LABELS)
                                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isLong(Map.Entry<String, String> annotation) {
        int most = annotation.getKey().startsWith(Names.GROUP + "/") ? LONG_OF_OURS : LONG;
        return annotation.getValue() != null && annotation.getValue().length() > most;
    }
}
