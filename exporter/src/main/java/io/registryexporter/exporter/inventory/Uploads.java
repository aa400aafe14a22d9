package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.scan.result.ScannedUploads;
import io.registryexporter.exporter.storage.Layout;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * The unfinished uploads of a repository (R22).
 *
 * @param count none if not all of them could be read
 * @param bytes of their data, and of what NFS keeps of it; none if not all of them could be read
 * @param oldestStart when the oldest began; none if there is no upload, or if one of them could not be read
 */
public record Uploads(OptionalLong count, OptionalLong bytes, Optional<Instant> oldestStart) {

    /** No uploads. */
    public static Uploads none() {
        return new Uploads(OptionalLong.of(0), OptionalLong.of(0), Optional.empty());
    }

    /** By the names of the repositories that have uploads, or whose uploads could not be read. */
    static Map<String, Uploads> of(ScannedStorage scanned) {
        UnreadPlaces unread = UnreadPlaces.of(scanned.damages().stream());
        UnreadPlaces uncounted = UnreadPlaces.of(scanned.damages().stream().filter(damage -> !isStart(damage)));
        Map<String, Uploads> uploads = new TreeMap<>();
        scanned.uploads()
                .forEach((repository, found) -> uploads.put(repository, of(repository, found, unread, uncounted)));
        scanned.damages().stream()
                .flatMap(damage -> damage.repository().stream())
                .filter(repository -> uncounted.touch(directory(repository)))
                .forEach(repository -> uploads.putIfAbsent(
                        repository, new Uploads(OptionalLong.empty(), OptionalLong.empty(), Optional.empty())));
        return Collections.unmodifiableMap(uploads);
    }

    private static Uploads of(String repository, ScannedUploads found, UnreadPlaces unread, UnreadPlaces uncounted) {
        boolean counted = !uncounted.touch(directory(repository));
        return new Uploads(
                counted ? OptionalLong.of(found.count()) : OptionalLong.empty(),
                counted ? OptionalLong.of(found.bytes()) : OptionalLong.empty(),
                unread.touch(directory(repository)) ? Optional.empty() : Optional.of(found.oldestStart()));
    }

    private static String directory(String repository) {
        return String.join("/", Layout.REPOSITORIES, repository, Layout.UPLOADS);
    }

    private static boolean isStart(Damage damage) {
        return damage.path().endsWith("/" + Layout.STARTED_AT);
    }
}
