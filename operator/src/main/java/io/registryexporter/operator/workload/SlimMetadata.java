package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.registryexporter.operator.api.Names;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The metadata of an object without what others keep there for themselves. */
final class SlimMetadata {
    private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
    private static final int LONG = 1024;

    private SlimMetadata() {}

    /** A long annotation of others becomes its digest: that it has changed is all that matters. */
    static ObjectMeta of(ObjectMeta metadata) {
        Map<String, String> annotations = Objects.requireNonNullElse(metadata.getAnnotations(), Map.of());
        if (annotations.entrySet().stream().noneMatch(SlimMetadata::isOfOthers)) {
            return metadata;
        }
        Map<String, String> kept = new TreeMap<>();
        annotations.forEach((key, value) -> {
            if (!key.equals(LAST_APPLIED)) {
                kept.put(key, isOfOthers(Map.entry(key, value)) ? Digest.of(value) : value);
            }
        });
        return new ObjectMetaBuilder(metadata).withAnnotations(kept).build();
    }

    private static boolean isOfOthers(Map.Entry<String, String> annotation) {
        return annotation.getKey().equals(LAST_APPLIED)
                || (annotation.getValue() != null
                        && annotation.getValue().length() > LONG
                        && !annotation.getKey().startsWith(Names.GROUP + "/"));
    }
}
