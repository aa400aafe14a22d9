package io.registryexporter.exporter.scan.result;

import java.util.Map;
import java.util.Optional;

/**
 * The repositories whose manifests are one directory under several names, by symbolic links or mounts (R5). What is deleted
 * in one of them is deleted in all.
 *
 * @param others another such repository, by the name of each
 */
public record SharedManifests(Map<String, String> others) {
    /** Each repository has manifests of its own. */
    public static final SharedManifests NONE = new SharedManifests(Map.of());

    /** Another repository that has the same directory. */
    public Optional<String> other(String repository) {
        return Optional.ofNullable(others.get(repository));
    }
}
