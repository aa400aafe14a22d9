package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a garbage collection does if it is run now.
 *
 * @param reclaimable what it frees once its blockers are mended; nothing where that is not known
 * @param blockers how many entries end it with an error; nothing where that is not known
 * @param collectable whether distribution may collect the storage at all
 */
public record Forecast(
        GarbageCollectionMode mode, Optional<Reclaimable> reclaimable, OptionalLong blockers, boolean collectable) {

    /** One for every mode. */
    public static List<Forecast> of(Inventory inventory) {
        return Arrays.stream(GarbageCollectionMode.values())
                .map(mode -> new Forecast(
                        mode, inventory.reclaimable(mode), inventory.blockers(mode), inventory.isCollectable()))
                .toList();
    }

    /** The command that collects so. */
    public String command() {
        return mode == GarbageCollectionMode.GC ? "registry garbage-collect" : "registry garbage-collect -m";
    }

    /** Whether it ends with an error. */
    public boolean isBlocked() {
        return blockers.orElse(0) > 0;
    }

    /** Whether all is known of it. */
    public boolean isKnown() {
        return reclaimable.isPresent();
    }

    /** Why not all is known of it. */
    public String unknown() {
        return collectable
                ? "some entries could not be read"
                : "a database of GitLab's registry knows the images, and distribution would delete all of them";
    }

    /** At how many entries it stops. */
    public String stops() {
        long entries = blockers.orElse(0);
        return "stops at " + Units.count(entries) + (entries == 1 ? " entry" : " entries");
    }
}
