package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.inventory.Tag;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import java.util.PriorityQueue;

/**
 * A tag that can be pulled.
 *
 * @param bytes declared size of its layers, like {@code repository_tag_size_bytes}
 * @param exclusive bytes on the disk that only this tag, with the manifests that it alone leads to, uses; none if unknown
 */
public record TagLine(String repository, String name, long layers, long bytes, OptionalLong exclusive, Instant pushed) {

    /** The first tags of all repositories by an order; keeps no more than requested in memory. */
    static List<TagLine> first(Inventory inventory, TagOrder order, TagFilter filter, int most) {
        return search(inventory, order, filter, most).first();
    }

    /**
     * The tags that a filter admits.
     *
     * @param matches how many there are
     * @param first the first of them by the order, not more than requested
     */
    record Found(long matches, List<TagLine> first) {}

    static Found search(Inventory inventory, TagOrder order, TagFilter filter, int most) {
        PriorityQueue<TagLine> first = new PriorityQueue<>(order.comparator().reversed());
        boolean known = inventory.isComplete();
        long matches = 0;
        for (Repository repository : inventory.repositories()) {
            for (Tag tag : filter.admits(repository.name()) ? repository.tags() : List.<Tag>of()) {
                if (filter.admits(tag)) {
                    matches++;
                    TagLine line = of(repository, tag, known);
                    if (first.size() < most) {
                        first.add(line);
                    } else if (most > 0 && order.comparator().compare(line, first.element()) < 0) {
                        first.remove();
                        first.add(line);
                    }
                }
            }
        }
        return new Found(matches, first.stream().sorted(order.comparator()).toList());
    }

    private static TagLine of(Repository repository, Tag tag, boolean known) {
        return new TagLine(
                repository.name(),
                tag.name(),
                tag.layers(),
                tag.size(),
                known ? OptionalLong.of(tag.exclusive()) : OptionalLong.empty(),
                Instant.ofEpochMilli(tag.pushedMillis()));
    }
}
