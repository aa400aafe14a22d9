package io.registryexporter.it.exporter;

import io.registryexporter.support.real.GarbageCollection;
import io.registryexporter.support.real.PullingClient;
import io.registryexporter.support.real.RegistryProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a registry says of a storage.
 *
 * @param tags of every repository whose tags it lists, as {@code repository:tag}; with what stands in the way of a pull
 * @param collections by the name of the mode
 * @param blobs what lies below {@code blobs}
 */
record RegistryAnswer(
        Map<String, Optional<String>> tags, Map<String, GarbageCollection> collections, StoredBlobs blobs) {
    static final String GC = "gc";
    static final String GC_DELETE_UNTAGGED = "gc_delete_untagged";

    /** Nobody can ask for another tag; the registry lists them, and has no route to them. */
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    /** @param work for what the collections write */
    static RegistryAnswer of(RegistryProgram program, PullingClient client, Path root, Path work) throws IOException {
        Files.createDirectories(work);
        Path v2 = root.resolve("docker/registry/v2");
        client.forget();
        Map<String, Optional<String>> tags = new TreeMap<>();
        for (String repository : RepositoryNames.below(v2.resolve("repositories"))) {
            for (String tag : client.tags(repository).orElse(java.util.List.of())) {
                if (TAG.matcher(tag).matches()) {
                    tags.put(repository + ":" + tag, client.problem(repository, tag));
                }
            }
        }
        Map<String, GarbageCollection> collections = new TreeMap<>();
        collections.put(GC, program.collectGarbage(work, root, "--dry-run"));
        collections.put(GC_DELETE_UNTAGGED, program.collectGarbage(work, root, "--dry-run", "-m"));
        return new RegistryAnswer(tags, collections, StoredBlobs.below(v2.resolve("blobs")));
    }

    long broken() {
        return tags.values().stream().filter(Optional::isPresent).count();
    }

    long blocked() {
        return collections.values().stream().filter(GarbageCollection::failed).count();
    }
}
