package io.registryexporter.exporter.metrics;

import io.registryexporter.exporter.inventory.Costs;
import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Repository;
import io.registryexporter.exporter.inventory.Uploads;
import io.registryexporter.exporter.scan.result.Damage;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The families about single repositories: their size, their unused content, their damage. */
record RepositoryFamilies(Inventory inventory, SelectedSeries selected, SeriesOptions options) {

    List<GaugeFamily> all() {
        boolean complete = inventory.isComplete();
        boolean blobs = inventory.blobsAreKnown();
        return List.of(
                damage(),
                family(
                        "registry_repository_broken_tags",
                        "Tags of the repository that cannot be pulled whole, as of the last scan.",
                        (sink, repository) -> {
                            if (repository.unknownTags() == 0) {
                                sink.sample(repository.brokenTags().size(), Labels.REPOSITORY, repository.name());
                            }
                        }),
                family(
                        "registry_repository_stored_bytes",
                        "Bytes of the blobs that the repository is made of, each blob once, as of the last scan.",
                        (sink, repository) -> {
                            if (blobs) {
                                sample(sink, repository, cost(repository, Costs::stored));
                            }
                        }),
                family(
                        "registry_repository_exclusive_bytes",
                        "Bytes of the blobs that no other repository is made of, as of the last scan.",
                        (sink, repository) -> {
                            if (complete) {
                                sample(sink, repository, cost(repository, Costs::exclusive));
                            }
                        }),
                family(
                        "registry_repository_untagged_revisions",
                        "Manifest revisions that are no tag's current manifest, as of the last scan.",
                        (sink, repository) ->
                                sample(sink, repository, repository.revisions().untagged())),
                family(
                        "registry_repository_unreachable_revisions",
                        "Manifest revisions that neither a tag nor a tagged index leads to, as of the last scan.",
                        (sink, repository) ->
                                sample(sink, repository, repository.revisions().unreachable())),
                family(
                        "registry_repository_last_push_timestamp_seconds",
                        "When the newest tag was written, in seconds since 1970, as of the last scan.",
                        (sink, repository) -> repository
                                .lastPushMillis()
                                .ifPresent(millis -> sink.timestamp(millis, Labels.REPOSITORY, repository.name()))),
                uploads(
                        "registry_repository_uploads",
                        "Unfinished uploads as of the last scan.",
                        (sink, upload) -> upload.uploads()
                                .count()
                                .ifPresent(count -> sink.sample(count, Labels.REPOSITORY, upload.repository()))),
                uploads(
                        "registry_repository_upload_bytes",
                        "Bytes of unfinished uploads as of the last scan.",
                        (sink, upload) -> upload.uploads()
                                .bytes()
                                .ifPresent(bytes -> sink.sample(bytes, Labels.REPOSITORY, upload.repository()))),
                uploads(
                        "registry_repository_oldest_upload_timestamp_seconds",
                        "When the oldest unfinished upload began, in seconds since 1970, as of the last scan.",
                        (sink, upload) -> upload.uploads()
                                .oldestStart()
                                .ifPresent(start ->
                                        sink.timestamp(start.toEpochMilli(), Labels.REPOSITORY, upload.repository()))));
    }

    private static OptionalLong cost(Repository repository, ToLongFunction<Costs> figure) {
        return repository.costs().stream().mapToLong(figure).findFirst();
    }

    /** A repository without a known figure has no sample. */
    private static void sample(SampleSink sink, Repository repository, OptionalLong value) {
        value.ifPresent(known -> sink.sample(known, Labels.REPOSITORY, repository.name()));
    }

    private GaugeFamily family(String name, String help, BiConsumer<SampleSink, Repository> sample) {
        Consumer<SampleSink> samples =
                sink -> selected.repositories().forEach(entry -> sample.accept(sink, entry.repository()));
        return new GaugeFamily(name, help, samples);
    }

    /** From all damage, because an upload may be damaged before its repository exists. */
    private GaugeFamily damage() {
        Map<String, List<Damage>> byRepository = inventory
                .damages()
                .filter(damage ->
                        damage.repository().filter(options::hasRepository).isPresent())
                .collect(Collectors.groupingBy(
                        damage -> damage.repository().orElseThrow(), TreeMap::new, Collectors.toList()));
        return new GaugeFamily(
                "registry_repository_damage",
                "Damaged entries of the repository as of the last scan.",
                sink -> byRepository.forEach(
                        (repository, damages) -> new TreeMap<>(Inventory.countByReason(damages.stream()))
                                .forEach((reason, count) -> sink.sample(
                                        count, Labels.REPOSITORY, repository, Labels.REASON, reason.label()))));
    }

    private record Upload(String repository, Uploads uploads) {}

    private GaugeFamily uploads(String name, String help, BiConsumer<SampleSink, Upload> sample) {
        return new GaugeFamily(
                name,
                help,
                sink -> inventory.uploads().forEach((repository, uploads) -> {
                    if (options.hasRepository(repository)) {
                        sample.accept(sink, new Upload(repository, uploads));
                    }
                }));
    }
}
