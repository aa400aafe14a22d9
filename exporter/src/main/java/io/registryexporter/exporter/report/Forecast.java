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
 * @param reclaimable what it frees once its blockers are fixed; none if that is not known
 * @param blockers how many entries end it with an error; none if that is not known
 * @param breaks how many tags that can be pulled now the collection breaks; none if that is not known
 * @param collectable whether distribution may collect the storage at all
 */
public record Forecast(
        GarbageCollectionMode mode,
        Optional<Reclaimable> reclaimable,
        OptionalLong blockers,
        OptionalLong breaks,
        boolean collectable) {

    /** One for every mode. */
    public static List<Forecast> of(Inventory inventory) {
        return Arrays.stream(GarbageCollectionMode.values())
                .map(mode -> new Forecast(
                        mode,
                        inventory.reclaimable(mode),
                        inventory.blockers(mode),
                        inventory.lostTags(mode),
                        inventory.isCollectable()))
                .toList();
    }

    /** The command of this mode. */
    public String command() {
        return switch (mode) {
            case GC -> "registry garbage-collect";
            case GC_DELETE_UNTAGGED -> "registry garbage-collect -m";
        };
    }

    /** Whether the collection ends with an error. */
    public boolean isBlocked() {
        return blockers.orElse(0) > 0;
    }

    /** Whether the collection breaks tags that can be pulled now. */
    public boolean isDestructive() {
        return breaks.orElse(0) > 0;
    }

    /** How many tags it breaks, as a clause. */
    public String destroys() {
        long tags = breaks.orElse(0);
        return "breaks " + Units.count(tags, "tag") + " that can be pulled now";
    }

    /** Whether the outcome is known. */
    public boolean isKnown() {
        return reclaimable.isPresent();
    }

    /** Why the outcome is not known. */
    public String unknown() {
        return collectable
                ? "some entries could not be read"
                : "a database of GitLab's registry knows the images, and distribution would delete all of them";
    }

    /** At how many entries the collection stops. */
    public String stops() {
        long entries = blockers.orElse(0);
        return "stops at " + Units.count(entries) + (entries == 1 ? " entry" : " entries");
    }
}
