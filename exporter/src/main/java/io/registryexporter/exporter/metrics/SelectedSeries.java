package io.registryexporter.exporter.metrics;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.inventory.Tag;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The part of an inventory that gets series of its own.
 *
 * @param repositories in the order of the inventory
 * @param cutTags tags that are left out because of the limit
 */
public record SelectedSeries(List<Selected> repositories, long cutTags) {
    private static final int SERIES_PER_TAG = 2;

    /** A repository and its tags that get series. */
    public record Selected(Repository repository, List<Tag> tags) {}

    /** Selects by name, and then the tags that were pushed last. */
    public static SelectedSeries of(Inventory inventory, SeriesOptions options) {
        List<Selected> selected = inventory.repositories().stream()
                .filter(repository -> options.hasRepository(repository.name()))
                .map(repository -> new Selected(repository, tags(repository, options)))
                .toList();
        long tags = selected.stream().mapToLong(s -> s.tags().size()).sum();
        boolean cut = options.maxTags() > 0 && tags > options.maxTags();
        return cut ? newest(selected, (int) tags, options.maxTags()) : new SelectedSeries(selected, 0);
    }

    private static List<Tag> tags(Repository repository, SeriesOptions options) {
        boolean all = options.perTag() && options.tagExclude().isEmpty();
        return all
                ? repository.tags()
                : repository.tags().stream()
                        .filter(tag -> options.hasTag(tag.name()))
                        .toList();
    }

    private static SelectedSeries newest(List<Selected> selected, int tags, int limit) {
        long[] pushes = selected.stream()
                .flatMap(s -> s.tags().stream())
                .mapToLong(Tag::pushedMillis)
                .toArray();
        Arrays.sort(pushes);
        long oldestKept = pushes[tags - limit];
        long younger =
                Arrays.stream(pushes).filter(pushed -> pushed > oldestKept).count();
        // Of the tags pushed at the same moment as the oldest that is kept, the first by name.
        long room = limit - younger;
        List<Selected> kept = new ArrayList<>(selected.size());
        for (Selected repository : selected) {
            List<Tag> newest = new ArrayList<>();
            for (Tag tag : repository.tags()) {
                boolean last = tag.pushedMillis() == oldestKept && room-- > 0;
                if (tag.pushedMillis() > oldestKept || last) {
                    newest.add(tag);
                }
            }
            kept.add(new Selected(repository.repository(), List.copyOf(newest)));
        }
        return new SelectedSeries(List.copyOf(kept), tags - limit);
    }

    /** How many series are left out because of the limit. */
    public long cutSeries() {
        return cutTags * SERIES_PER_TAG;
    }
}
