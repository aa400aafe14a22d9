package io.registryexporter.exporter.metrics;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Volume;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The families about the storage as a whole: its content, its garbage, its damage. */
record StorageFamilies(Inventory inventory) {

    List<GaugeFamily> all() {
        return List.of(
                gauge("registry_repositories", "Repositories as of the last scan.", inventory.repositoryCount()),
                gauge("registry_storage_blobs", "Stored blobs as of the last scan.", inventory.blobCount()),
                gauge(
                        "registry_storage_bytes",
                        "Bytes of the stored blobs, each blob once, as of the last scan.",
                        inventory.storedBytes()),
                reclaimable(
                        "registry_reclaimable_blobs",
                        "Blobs that registry garbage-collect frees once its blockers are fixed, as of the last scan.",
                        Reclaimable::blobs),
                reclaimable(
                        "registry_reclaimable_bytes",
                        "Bytes that registry garbage-collect frees once its blockers are fixed, as of the last scan.",
                        Reclaimable::bytes),
                blockers(),
                damage());
    }

    List<GaugeFamily> volume() {
        Optional<Volume> volume = inventory.storage().volume();
        return List.of(
                new GaugeFamily(
                        "registry_filesystem_size_bytes",
                        "Size of the volume of the storage as of the last scan.",
                        sink -> volume.ifPresent(known -> sink.sample(known.size()))),
                new GaugeFamily(
                        "registry_filesystem_avail_bytes",
                        "Bytes that can still be written to the volume of the storage, as of the last scan.",
                        sink -> volume.ifPresent(known -> sink.sample(known.available()))));
    }

    /** A family without a sample if the value is not known. */
    private static GaugeFamily gauge(String name, String help, OptionalLong value) {
        return new GaugeFamily(name, help, sink -> value.ifPresent(sink::sample));
    }

    private GaugeFamily reclaimable(String name, String help, ToLongFunction<Reclaimable> value) {
        return byMode(
                name,
                help,
                mode -> inventory.reclaimable(mode).stream().mapToLong(value).findFirst());
    }

    private GaugeFamily blockers() {
        return byMode(
                "registry_garbage_collection_blockers",
                "Entries that end registry garbage-collect with an error, as of the last scan.",
                inventory::blockers);
    }

    /** A family with a sample for each mode whose value is known. */
    private static GaugeFamily byMode(String name, String help, Function<GarbageCollectionMode, OptionalLong> value) {
        Map<GarbageCollectionMode, OptionalLong> values = new EnumMap<>(GarbageCollectionMode.class);
        for (GarbageCollectionMode mode : GarbageCollectionMode.values()) {
            values.put(mode, value.apply(mode));
        }
        return new GaugeFamily(
                name,
                help,
                sink -> values.forEach(
                        (mode, known) -> known.ifPresent(number -> sink.sample(number, Labels.MODE, mode.label()))));
    }

    private GaugeFamily damage() {
        Map<DamageReason, Long> counts = inventory.damageByReason();
        return new GaugeFamily("registry_damage", "Damaged entries of the storage as of the last scan.", sink -> {
            for (DamageReason reason : DamageReason.values()) {
                if (reason.isFoundByScans()) {
                    sink.sample(counts.getOrDefault(reason, 0L), Labels.REASON, reason.label());
                }
            }
        });
    }
}
