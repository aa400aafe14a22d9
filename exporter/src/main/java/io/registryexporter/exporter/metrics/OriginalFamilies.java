package io.registryexporter.exporter.metrics;

import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.inventory.Tag;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The four families of sky-uk/docker-registry-exporter, by its names. */
record OriginalFamilies(SelectedSeries selected) {

    List<GaugeFamily> all() {
        return List.of(
                perRepository(
                        "repository_tags_total",
                        "Tags of the repository, damaged ones included, as of the last scan.",
                        Repository::tagCount),
                perRepository(
                        "repository_revisions_total",
                        "Manifest revisions of the repository as of the last scan.",
                        repository -> repository.revisions().count()),
                perTag(
                        "repository_tag_layers_total",
                        "Layers of the tag, of all images of an index together, as of the last scan.",
                        Tag::layers),
                perTag(
                        "repository_tag_size_bytes",
                        "Declared bytes of the layers of the tag, of all images of an index together, as of the last"
                                + " scan.",
                        Tag::size));
    }

    /** A repository without a known figure has no sample. */
    private GaugeFamily perRepository(String name, String help, Function<Repository, OptionalLong> value) {
        return new GaugeFamily(name, help, sink -> {
            for (SelectedSeries.Selected entry : selected.repositories()) {
                Repository repository = entry.repository();
                value.apply(repository).ifPresent(known -> sink.sample(known, Labels.REPOSITORY, repository.name()));
            }
        });
    }

    private GaugeFamily perTag(String name, String help, ToLongFunction<Tag> value) {
        return new GaugeFamily(name, help, sink -> {
            for (SelectedSeries.Selected entry : selected.repositories()) {
                for (Tag tag : entry.tags()) {
                    sink.sample(
                            value.applyAsLong(tag),
                            Labels.REPOSITORY,
                            entry.repository().name(),
                            Labels.TAG,
                            tag.name());
                }
            }
        });
    }
}
