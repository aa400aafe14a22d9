package io.registryexporter.it.exporter;

import com.fasterxml.jackson.databind.JsonNode;
import io.registryexporter.support.real.GarbageCollection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Compares what the exporter says with what the registry says. */
final class Disagreements {
    private static final Pattern TAG = Pattern.compile(".*:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    private final RegistryAnswer registry;
    private final ExporterAnswer exporter;
    private final List<String> found = new ArrayList<>();

    private Disagreements(RegistryAnswer registry, ExporterAnswer exporter) {
        this.registry = registry;
        this.exporter = exporter;
    }

    static List<String> between(RegistryAnswer registry, ExporterAnswer exporter) {
        Disagreements disagreements = new Disagreements(registry, exporter);
        disagreements.compareTags();
        registry.collections().forEach(disagreements::compareCollection);
        return disagreements.found;
    }

    private void compareTags() {
        JsonNode brokenTags = exporter.json().path("brokenTags");
        if (!brokenTags.isArray()) {
            found.add("exporter says nothing of brokenTags");
            return;
        }
        Set<String> broken = new TreeSet<>();
        for (JsonNode tag : brokenTags) {
            String name =
                    tag.path("repository").asText() + ":" + tag.path("tag").asText();
            if (!broken.add(name)) {
                found.add("tag " + name + ": exporter names it twice");
            }
        }
        registry.tags().forEach((tag, problem) -> {
            if (problem.isPresent() && !broken.contains(tag)) {
                found.add("tag " + tag + ": registry cannot pull (" + problem.get() + "), exporter says sound");
            } else if (problem.isEmpty() && broken.contains(tag)) {
                found.add("tag " + tag + ": registry can pull, exporter says broken " + reasons(brokenTags, tag));
            }
        });
        broken.stream()
                // 3.x lists no tag of a repository that has such a loop.
                .filter(tag -> !reasons(brokenTags, tag).contains("symlink_loop"))
                .filter(tag -> TAG.matcher(tag).matches() && !registry.tags().containsKey(tag))
                .forEach(tag -> found.add("tag " + tag + ": registry does not list it, exporter says broken "
                        + reasons(brokenTags, tag)));
    }

    private static String reasons(JsonNode brokenTags, String wanted) {
        for (JsonNode tag : brokenTags) {
            if (wanted.equals(
                    tag.path("repository").asText() + ":" + tag.path("tag").asText())) {
                return tag.path("reasons").toString();
            }
        }
        return "";
    }

    private void compareCollection(String mode, GarbageCollection collection) {
        JsonNode said = exporter.json().path("garbageCollection").path(mode);
        if (!said.path("blockers").isNumber()) {
            found.add(mode + ": exporter says nothing of it");
            return;
        }
        long blockers = said.path("blockers").asLong();
        if (collection.failed() != blockers > 0) {
            found.add(mode + ": registry "
                    + (collection.failed() ? "ends with error (" + collection.reason() + ")" : "collects")
                    + ", exporter says " + blockers + " blockers");
        } else if (!collection.failed()) {
            compareFreed(mode, new HashSet<>(collection.eligible()), said);
        }
    }

    private void compareFreed(String mode, Set<String> eligible, JsonNode said) {
        LongSummaryStatistics bytes = registry.blobs().bytes(eligible);
        long saidBytes = said.path("bytes").asLong(-1);
        if (said.path("blobs").asLong(-1) != eligible.size()
                || saidBytes < bytes.getMin()
                || saidBytes > bytes.getMax()) {
            found.add("%s: registry frees %d blobs %d bytes, exporter says %s blobs %s bytes"
                    .formatted(mode, eligible.size(), bytes.getMax(), said.path("blobs"), said.path("bytes")));
        }
    }
}
