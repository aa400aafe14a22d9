package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.registryexporter.exporter.storage.DamageReason;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What {@code check} found. */
record Diagnosis(ExporterAnswer answer) {
    /** The remedy of the one and only reason. */
    Diagnosis says(DamageReason reason, String remedy) {
        return says(Set.of(Map.entry(reason, remedy)));
    }

    /** Those reasons and no other ones, with their remedies. */
    Diagnosis says(Set<Map.Entry<DamageReason, String>> remedies) {
        Set<String> wanted = new TreeSet<>();
        remedies.forEach(entry -> wanted.add(entry.getKey().label() + ": " + entry.getValue()));
        Set<String> found = new TreeSet<>();
        for (JsonNode damage : answer.json().path("damage")) {
            found.add(damage.path("reason").asText() + ": "
                    + damage.path("remedy").asText());
        }
        assertThat(found).isEqualTo(wanted);
        return this;
    }

    /** Where it found what has this reason, relative to the v2 directory. */
    Set<String> paths(DamageReason reason) {
        Set<String> paths = new TreeSet<>();
        for (JsonNode damage : answer.json().path("damage")) {
            if (damage.path("reason").asText().equals(reason.label())) {
                paths.add(damage.path("path").asText());
            }
        }
        return paths;
    }

    /** Nothing at all. */
    void isClean() {
        says(Set.of()).breaks().blocks().harmless();
    }

    /** These tags, as {@code repository:tag}, and no other ones. */
    Diagnosis breaks(String... tags) {
        Set<String> broken = new TreeSet<>();
        for (JsonNode tag : answer.json().path("brokenTags")) {
            broken.add(tag.path("repository").asText() + ":" + tag.path("tag").asText());
        }
        assertThat(broken).containsExactlyInAnyOrder(tags);
        return this;
    }

    /** These collections, and no other ones. */
    Diagnosis blocks(String... modes) {
        Set<String> blocked = new TreeSet<>();
        answer.json().path("garbageCollection").properties().forEach(mode -> {
            if (mode.getValue().path("blockers").asInt() > 0) {
                blocked.add(mode.getKey());
            }
        });
        assertThat(blocked).containsExactlyInAnyOrder(modes);
        return this;
    }

    /** As it ends where something is damaged. */
    void harmful() {
        assertThat(answer.exitCode()).isEqualTo(1);
    }

    /** As it ends where nothing is. */
    void harmless() {
        assertThat(answer.exitCode()).isZero();
    }
}
