package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What serves a storage besides a plain registry, according to files around the v2 directory.
 *
 * @param pullThroughCache whether the registry is a pull-through cache that has run before (R26, R31)
 * @param metadataDatabase whether a database, and not the storage, knows the images (R33)
 */
public record Surroundings(boolean pullThroughCache, boolean metadataDatabase) {
    static final String SCHEDULER_STATE = "scheduler-state.json";

    private static final Path DATABASE_LOCK = Path.of("lockfiles", "database-in-use");

    /** A plain registry. */
    public static Surroundings plain() {
        return new Surroundings(false, false);
    }

    /** The same with what the user has said about a cache. */
    public Surroundings asCache(boolean cache) {
        return new Surroundings(cache, metadataDatabase);
    }

    /**
     * Looks into the rootdirectory. Where only the v2 directory is mounted, a cache cannot be detected. A state of the
     * scheduler that cannot be looked at counts as absent.
     *
     * @throws IOException if the exporter cannot find out whether a database is in use
     */
    static Surroundings of(Path v2) throws IOException {
        Optional<Path> root = Stream.of(v2, resolved(v2))
                .flatMap(path -> Layout.rootdirectory(path).stream())
                .findFirst();
        boolean cache = root.map(directory -> directory.resolve(SCHEDULER_STATE))
                .filter(Files::isRegularFile)
                .isPresent();
        Optional<Path> above = root.map(directory -> directory.resolve(Layout.BELOW_ROOT))
                .or(() -> Optional.of(v2))
                .flatMap(path -> Optional.ofNullable(path.getParent()));
        boolean database = above.isPresent()
                && FileErrors.attributes(above.get().resolve(DATABASE_LOCK)).isPresent();
        return new Surroundings(cache, database);
    }

    /** PATH may be a link to the v2 directory of a rootdirectory. */
    private static Path resolved(Path v2) {
        try {
            return v2.toRealPath();
        } catch (IOException e) {
            return v2;
        }
    }
}
