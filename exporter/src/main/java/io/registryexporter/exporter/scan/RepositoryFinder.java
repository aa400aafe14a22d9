package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Listing;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.RegistryVersion;
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
 * Walks {@code repositories/} for repositories, and for what may become one (R1 to R5). Names are at most some 500 characters long, which bounds the
 * depth; a symbolic link back to a directory above it, or to one that has been entered by very many links, is a loop.
 */
final class RepositoryFinder {
    private static final int MAX_DEPTH = 256;
    private static final int MAX_LINKS_TO_ONE_DIRECTORY = 32;
    private static final Set<GarbageCollectionMode> ALL = GarbageCollectionMode.ALL;

    private final StorageFiles files;
    private final Layout layout;
    private final RegistryVersion version;

    /** The entry by which the collection of the registry's version knows a repository (R1). */
    private final String marker;

    private final List<FoundRepository> found = new ArrayList<>();
    private final List<Damage> damages = new ArrayList<>();
    private final Set<Object> above = new HashSet<>();
    private final Map<Object, Integer> entriesByLink = new HashMap<>();

    RepositoryFinder(StorageFiles files, Layout layout, RegistryVersion version) {
        this.files = files;
        this.layout = layout;
        this.version = version;
        this.marker = version == RegistryVersion.V2 ? Layout.LAYERS : Layout.MANIFESTS;
    }

    /** Walks once; a finder is used once. */
    List<FoundRepository> find() {
        Node root = files.look(layout.repositories());
        if (root instanceof Node.Directory directory) {
            walk(directory, "", true);
        } else if (root instanceof Node.Faulty faulty) {
            damages.add(damaged(faulty.reason(), layout.repositories())
                    .blocking(faulty.reason().hidesWhatIsThere() ? Set.of() : ALL));
        } else {
            damages.add(
                    root instanceof Node.File
                            ? damaged(DamageReason.NOT_A_DIRECTORY, layout.repositories())
                                    .blocking(ALL)
                            : damaged(DamageReason.DIRECTORY_MISSING, layout.v2())
                                    .about(Layout.REPOSITORIES)
                                    .blocking(ALL));
        }
        return found;
    }

    /** What was found that is no repository and leads to none. */
    List<Damage> damages() {
        return damages;
    }

    /** @param seen whether the walk of the registry's collection comes here too */
    private void walk(Node.Directory directory, String name, boolean seen) {
        above.add(directory.key());
        Listing listing = files.list(directory.path());
        if (listing instanceof Listing.Broken broken) {
            damage(broken.reason(), directory.path(), seen);
        }
        Set<String> own = new HashSet<>();
        boolean goesOn = seen;
        for (Path entry : inOrder(listing.entries())) {
            String component = entry.getFileName().toString();
            if (!component.startsWith("_")) {
                descend(entry, name.isEmpty() ? component : name + "/" + component, goesOn);
            } else if (goesOn && isLoop(files.look(entry))) {
                damage(DamageReason.SYMLINK_LOOP, entry, true);
            } else if (goesOn || !component.equals(marker)) {
                own.add(component);
                goesOn = goesOn && !endsListing(entry);
            }
        }
        found(name, directory.path(), own);
        above.remove(directory.key());
    }

    /** The walk of 2.x takes the entries by their names, and ends a directory at a file whose name begins with _. */
    private List<Path> inOrder(List<Path> entries) {
        return version == RegistryVersion.V2 ? entries.stream().sorted().toList() : entries;
    }

    private boolean endsListing(Path entry) {
        return version == RegistryVersion.V2 && files.look(entry) instanceof Node.File;
    }

    private void found(String name, Path directory, Set<String> own) {
        boolean collected = own.contains(marker) && isThere(directory.resolve(marker));
        boolean manifests = own.contains(Layout.MANIFESTS) && hasManifests(name, directory, collected);
        boolean uploads = own.contains(Layout.UPLOADS);
        if (name.isEmpty()) {
            if (collected) {
                damages.add(
                        damaged(DamageReason.STRAY, directory.resolve(marker)).blocking(ALL));
            }
        } else if (RepositoryName.isValid(name, version)) {
            if (manifests || uploads) {
                found.add(new FoundRepository(name, directory, manifests, collected, uploads));
            }
        } else if (collected) {
            damages.add(damaged(DamageReason.REPOSITORY_NAME_INVALID, directory).blocking(ALL));
        }
    }

    private boolean isThere(Path marked) {
        Node node = files.look(marked);
        return node instanceof Node.Directory || node instanceof Node.File;
    }

    private boolean hasManifests(String name, Path directory, boolean collected) {
        Path manifests = directory.resolve(Layout.MANIFESTS);
        Node node = files.look(manifests);
        if (node instanceof Node.Faulty faulty) {
            damage(faulty.reason(), manifests, false);
        } else if (node instanceof Node.File) {
            damages.add(damaged(DamageReason.NOT_A_DIRECTORY, manifests).blocking(collected ? ALL : Set.of()));
        } else if (name.isEmpty() && !marker.equals(Layout.MANIFESTS)) {
            damage(DamageReason.STRAY, manifests, false);
        }
        return node instanceof Node.Directory && !name.isEmpty();
    }

    private void descend(Path entry, String name, boolean seen) {
        Node node = files.lookAtListed(entry);
        if (node instanceof Node.Directory directory) {
            if (!RepositoryName.isValidPrefix(name, version)) {
                odd(directory, seen);
            } else if (leadsBack(directory)) {
                damage(DamageReason.SYMLINK_LOOP, entry, seen);
            } else {
                walk(directory, name, seen);
            }
        } else if (node instanceof Node.Faulty faulty) {
            boolean special = faulty.reason() == DamageReason.NOT_A_REGULAR_FILE;
            damage(special ? DamageReason.STRAY : faulty.reason(), entry, seen);
        } else if (node instanceof Node.File) {
            damage(DamageReason.STRAY, entry, seen);
        }
    }

    /** A directory below which every repository has a name that the registry refuses. */
    private void odd(Node.Directory directory, boolean seen) {
        Optional<DamageReason> ends = seen ? endsCollection(directory) : Optional.empty();
        damages.add(ends.map(reason -> damaged(reason, directory.path()).blocking(ALL))
                .orElseGet(() -> damaged(DamageReason.STRAY, directory.path())));
    }

    private Optional<DamageReason> endsCollection(Node.Directory directory) {
        if (leadsBack(directory) || !above.add(directory.key())) {
            return Optional.of(DamageReason.SYMLINK_LOOP);
        }
        Optional<DamageReason> ends = Optional.empty();
        boolean goesOn = true;
        Listing listing = files.list(directory.path());
        if (listing instanceof Listing.Broken broken) {
            damage(broken.reason(), directory.path(), false);
        }
        for (Path entry : inOrder(listing.entries())) {
            if (goesOn && ends.isEmpty()) {
                ends = endsCollectionAt(entry);
                goesOn = !entry.getFileName().toString().startsWith("_") || !endsListing(entry);
            }
        }
        above.remove(directory.key());
        return ends;
    }

    private Optional<DamageReason> endsCollectionAt(Path entry) {
        String component = entry.getFileName().toString();
        Node node = files.look(entry);
        if (isLoop(node)) {
            return Optional.of(DamageReason.SYMLINK_LOOP);
        }
        if (component.equals(marker)) {
            return isThere(entry) ? Optional.of(DamageReason.REPOSITORY_NAME_INVALID) : Optional.empty();
        }
        boolean deep = entry.getNameCount() > layout.v2().getNameCount() + MAX_DEPTH;
        return node instanceof Node.Directory below && !component.startsWith("_") && !deep
                ? endsCollection(below)
                : Optional.empty();
    }

    /** A link that leads to itself, which ends a walk wherever it comes to it. */
    private static boolean isLoop(Node node) {
        return node instanceof Node.Faulty faulty && faulty.reason() == DamageReason.SYMLINK_LOOP;
    }

    private boolean leadsBack(Node.Directory directory) {
        return directory.viaSymlink()
                && (above.contains(directory.key())
                        || entriesByLink.merge(directory.key(), 1, Integer::sum) > MAX_LINKS_TO_ONE_DIRECTORY);
    }

    /** @param seen whether the walk of the registry's collection comes here too, which no loop lets go on */
    private void damage(DamageReason reason, Path path, boolean seen) {
        Damage damage = damaged(reason, path);
        damages.add(seen && reason == DamageReason.SYMLINK_LOOP ? damage.blocking(ALL) : damage);
    }

    private Damage damaged(DamageReason reason, Path path) {
        return new Damage(reason, Optional.empty(), layout.describe(path));
    }
}
