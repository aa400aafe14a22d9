package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.scan.result.SharedManifests;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.StorageFiles;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the repositories whose manifests are one directory under several names. */
public final class SharedManifestsReader {
    private static final List<List<String>> DIRECTORIES =
            List.of(List.of(), List.of(Layout.TAGS), List.of(Layout.REVISIONS), List.of(Layout.REVISIONS, "sha256"));

    private final StorageFiles files;
    private final Layout layout;

    public SharedManifestsReader(StorageFiles files, Layout layout) {
        this.files = files;
        this.layout = layout;
    }

    /** Looks at the directories of these repositories. One that cannot be looked at is not shared. */
    public SharedManifests read(List<String> repositories) {
        Map<Object, String> first = new HashMap<>();
        Map<String, String> others = new HashMap<>();
        for (String repository : repositories) {
            var manifests = layout.repositories().resolve(repository).resolve(Layout.MANIFESTS);
            for (List<String> components : DIRECTORIES) {
                var directory = manifests.resolve(String.join("/", components));
                if (files.look(directory) instanceof Node.Directory found) {
                    String other = first.putIfAbsent(found.key(), repository);
                    if (other != null && !other.equals(repository)) {
                        others.put(repository, other);
                        others.putIfAbsent(other, repository);
                    }
                }
            }
        }
        return new SharedManifests(Map.copyOf(others));
    }
}
