package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.inventory.Tag;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * A tag that can be pulled.
 *
 * @param bytes declared size of its layers, like {@code repository_tag_size_bytes}
 */
public record TagLine(String repository, String name, long layers, long bytes, Instant pushed) {
    private static final Comparator<TagLine> LARGEST_FIRST = Comparator.comparingLong(TagLine::bytes)
            .reversed()
            .thenComparing(TagLine::repository)
            .thenComparing(TagLine::name);

    /** The largest tags of all repositories; keeps no more than requested in memory. */
    static List<TagLine> largest(Inventory inventory, int most) {
        PriorityQueue<TagLine> largest = new PriorityQueue<>(LARGEST_FIRST.reversed());
        for (Repository repository : inventory.repositories()) {
            for (Tag tag : repository.tags()) {
                boolean has = largest.size() < most;
                if (has || (most > 0 && tag.size() >= largest.element().bytes())) {
                    largest.add(of(repository, tag));
                    if (!has) {
                        largest.remove();
                    }
                }
            }
        }
        return largest.stream().sorted(LARGEST_FIRST).toList();
    }

    private static TagLine of(Repository repository, Tag tag) {
        return new TagLine(
                repository.name(), tag.name(), tag.layers(), tag.size(), Instant.ofEpochMilli(tag.pushedMillis()));
    }
}
