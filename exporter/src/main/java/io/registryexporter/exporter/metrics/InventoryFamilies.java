package io.registryexporter.exporter.metrics;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.inventory.Tag;
import io.registryexporter.exporter.storage.DamageReason;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** The families of an inventory, the four of the original exporter first. */
public final class InventoryFamilies {
    private static final String REPOSITORY = "repository";
    private static final String TAG = "tag";
    private static final String REASON = "reason";

    /**
     * All families, in the order in which they are served.
     *
     * @param selected the part of the inventory that gets series of its own
     */
    public List<GaugeFamily> of(Inventory inventory, SelectedSeries selected) {
        return List.of(
                perRepository(
                        selected,
                        "repository_tags_total",
                        "Tags of the repository, damaged ones included, as of the last scan.",
                        Repository::tagCount),
                perRepository(
                        selected,
                        "repository_revisions_total",
                        "Manifest revisions of the repository as of the last scan.",
                        Repository::revisionCount),
                perTag(
                        selected,
                        "repository_tag_layers_total",
                        "Layers of the tag, of all images of an index together, as of the last scan.",
                        Tag::layers),
                perTag(
                        selected,
                        "repository_tag_size_bytes",
                        "Declared bytes of the layers of the tag, of all images of an index together, as of the last"
                                + " scan.",
                        Tag::size),
                new GaugeFamily(
                        "registry_repositories",
                        "Repositories as of the last scan.",
                        sink -> sink.sample(inventory.repositories().size())),
                damage(inventory),
                repositoryDamage(selected),
                new GaugeFamily(
                        "registry_exporter_series_cut",
                        "Series of tags that are left out because of --metrics.max-tags.",
                        sink -> sink.sample(selected.cutSeries())));
    }

    private static GaugeFamily perRepository(
            SelectedSeries selected, String name, String help, ToLongFunction<Repository> value) {
        return new GaugeFamily(name, help, sink -> {
            for (SelectedSeries.Selected entry : selected.repositories()) {
                Repository repository = entry.repository();
                sink.sample(value.applyAsLong(repository), REPOSITORY, repository.name());
            }
        });
    }

    private static GaugeFamily perTag(SelectedSeries selected, String name, String help, ToLongFunction<Tag> value) {
        return new GaugeFamily(name, help, sink -> {
            for (SelectedSeries.Selected entry : selected.repositories()) {
                for (Tag tag : entry.tags()) {
                    sink.sample(
                            value.applyAsLong(tag),
                            REPOSITORY,
                            entry.repository().name(),
                            TAG,
                            tag.name());
                }
            }
        });
    }

    private static GaugeFamily damage(Inventory inventory) {
        Map<DamageReason, Long> counts = inventory.damageByReason();
        return new GaugeFamily("registry_damage", "Damaged entries of the storage as of the last scan.", sink -> {
            for (DamageReason reason : DamageReason.values()) {
                sink.sample(counts.getOrDefault(reason, 0L), REASON, reason.label());
            }
        });
    }

    private static GaugeFamily repositoryDamage(SelectedSeries selected) {
        return new GaugeFamily(
                "registry_repository_damage", "Damaged entries of the repository as of the last scan.", sink -> {
                    for (SelectedSeries.Selected entry : selected.repositories()) {
                        Repository repository = entry.repository();
                        new TreeMap<>(Inventory.countByReason(repository.damages().stream()))
                                .forEach((reason, count) ->
                                        sink.sample(count, REPOSITORY, repository.name(), REASON, reason.label()));
                    }
                });
    }
}
