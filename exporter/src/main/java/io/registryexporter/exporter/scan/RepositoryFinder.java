package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Listing;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.RepositoryName;
import io.registryexporter.exporter.storage.StorageFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Walks {@code repositories/} for repositories, and for what may become one (R1 to R5). Names are at most 255 characters long, which bounds the
 * depth; a symbolic link back to a directory above it, or to one that has been entered by very many links, is a loop.
 */
final class RepositoryFinder {
    private static final int MAX_LINKS_TO_ONE_DIRECTORY = 32;

    private final StorageFiles files;
    private final Layout layout;
    private final List<FoundRepository> found = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();
    private final Set<Object> above = new HashSet<>();
    private final Map<Object, Integer> entriesByLink = new HashMap<>();

    RepositoryFinder(StorageFiles files, Layout layout) {
        this.files = files;
        this.layout = layout;
    }

    /** Walks once; a finder is used once. */
    List<FoundRepository> find() {
        Node root = files.look(layout.repositories());
        if (root instanceof Node.Directory directory) {
            walk(directory, "");
        } else if (root instanceof Node.Faulty faulty) {
            damage(faulty.reason(), layout.repositories());
        }
        return found;
    }

    /** What was found that is no repository and leads to none. */
    List<Damage> damages() {
        return damages;
    }

    private void walk(Node.Directory directory, String name) {
        above.add(directory.key());
        Listing listing = files.list(directory.path());
        if (listing instanceof Listing.Broken broken) {
            damage(broken.reason(), directory.path());
        }
        Set<String> own = new HashSet<>();
        for (Path entry : listing.entries()) {
            String component = entry.getFileName().toString();
            if (component.startsWith("_")) {
                own.add(component);
            } else {
                descend(entry, name.isEmpty() ? component : name + "/" + component);
            }
        }
        found(name, directory.path(), own);
        above.remove(directory.key());
    }

    private void found(String name, Path directory, Set<String> own) {
        boolean manifests = own.contains(Layout.MANIFESTS) && hasManifests(name, directory);
        boolean layers = own.contains(Layout.LAYERS);
        boolean uploads = own.contains(Layout.UPLOADS);
        if (name.isEmpty() || !(manifests || layers || uploads)) {
            return;
        }
        if (RepositoryName.isValid(name)) {
            found.add(new FoundRepository(name, directory, manifests, layers, uploads));
        } else if (manifests) {
            damage(DamageReason.REPOSITORY_NAME_INVALID, directory);
        }
    }

    private boolean hasManifests(String name, Path directory) {
        Path manifests = directory.resolve(Layout.MANIFESTS);
        Node node = files.look(manifests);
        if (node instanceof Node.Faulty faulty) {
            damage(faulty.reason(), manifests);
        } else if (node instanceof Node.File || name.isEmpty()) {
            damage(DamageReason.STRAY, manifests);
        }
        return node instanceof Node.Directory && !name.isEmpty();
    }

    private void descend(Path entry, String name) {
        Node node = files.look(entry);
        if (node instanceof Node.Directory directory) {
            if (!RepositoryName.isValidPrefix(name)) {
                damage(reasonOfBadName(entry), entry);
            } else if (isLoop(directory)) {
                damage(DamageReason.SYMLINK_LOOP, entry);
            } else {
                walk(directory, name);
            }
        } else if (node instanceof Node.Faulty faulty) {
            boolean special = faulty.reason() == DamageReason.NOT_A_REGULAR_FILE;
            damage(special ? DamageReason.STRAY : faulty.reason(), entry);
        } else if (node instanceof Node.File) {
            damage(DamageReason.STRAY, entry);
        }
    }

    private DamageReason reasonOfBadName(Path directory) {
        boolean repository = files.look(directory.resolve(Layout.MANIFESTS)) instanceof Node.Directory;
        return repository ? DamageReason.REPOSITORY_NAME_INVALID : DamageReason.STRAY;
    }

    private boolean isLoop(Node.Directory directory) {
        return directory.viaSymlink()
                && (above.contains(directory.key())
                        || entriesByLink.merge(directory.key(), 1, Integer::sum) > MAX_LINKS_TO_ONE_DIRECTORY);
    }

    private void damage(DamageReason reason, Path path) {
        damages.add(new Damage(reason, Optional.empty(), layout.describe(path)));
    }
}
