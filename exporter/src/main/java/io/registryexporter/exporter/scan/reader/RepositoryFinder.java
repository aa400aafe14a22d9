package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Listing;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.RepositoryName;
import io.registryexporter.exporter.storage.StorageFiles;
import io.registryexporter.exporter.storage.SymlinkPolicy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Walks {@code repositories/} for repositories, and for directories that may become one (R1 to R5). Names have some 500
 * characters at most, which bounds the depth. {@link SymlinkPolicy} decides about symbolic links. Used once.
 */
public final class RepositoryFinder {
    private static final int MAX_DEPTH = 256;
    private static final Set<GarbageCollectionMode> ALL = GarbageCollectionMode.ALL;

    private final StorageFiles files;
    private final Layout layout;
    private final RegistryVersion version;

    /** The entry by which the garbage collection of the registry's version recognises a repository (R1). */
    private final String marker;

    private final List<FoundRepository> found = new ArrayList<>();
    private final Set<Damage> damages = new LinkedHashSet<>();
    private final SymlinkPolicy symlinks;

    public RepositoryFinder(StorageFiles files, Layout layout, RegistryVersion version) {
        this.files = files;
        this.layout = layout;
        this.version = version;
        this.symlinks = SymlinkPolicy.from(files, layout.repositories(), name -> !name.startsWith("_"));
        this.marker = version == RegistryVersion.V2 ? Layout.LAYERS : Layout.MANIFESTS;
    }

    /** The repositories in the order of their names; entries that are no repository and lead to none are damage. */
    public Reading<List<FoundRepository>> find() {
        Node root = files.look(layout.repositories());
        if (root instanceof Node.Directory directory) {
            walk(directory, symlinks.top(), "", true);
        } else {
            damages.add(damageOfRoot(root));
        }
        found.sort(Comparator.comparing(FoundRepository::name));
        return new Reading<>(List.copyOf(found), List.copyOf(damages));
    }

    private Damage damageOfRoot(Node root) {
        if (root instanceof Node.Missing) {
            return damaged(DamageReason.DIRECTORY_MISSING, layout.v2())
                    .about(Layout.REPOSITORIES)
                    .blocking(ALL);
        }
        DamageReason reason = root.fault().orElse(DamageReason.NOT_A_DIRECTORY);
        return damaged(reason, layout.repositories()).blocking(reason.hidesWhatIsThere() ? Set.of() : ALL);
    }

    /** @param seen whether the walk of the registry's garbage collection comes here too */
    private void walk(Node.Directory directory, SymlinkPolicy.Route route, String name, boolean seen) {
        Listing listing = files.list(directory.path());
        if (listing instanceof Listing.Broken broken) {
            damage(broken.reason(), directory.path(), seen);
        }
        symlinks.met(route, listing.entries().size());
        Set<String> own = new HashSet<>();
        boolean goesOn = seen;
        for (Path entry : listing.entries().stream().sorted().toList()) {
            String component = entry.getFileName().toString();
            if (!component.startsWith("_")) {
                descend(entry, route, name.isEmpty() ? component : name + "/" + component, goesOn);
            } else if (goesOn && isLoop(files.look(entry))) {
                damage(DamageReason.SYMLINK_LOOP, entry, true);
            } else if (goesOn || !component.equals(marker)) {
                own.add(component);
                goesOn = goesOn && !endsListing(entry);
            }
        }
        found(name, directory.path(), own);
    }

    /** The walk of 2.x takes entries in the order of their names, and leaves a directory at a file whose name begins with _. */
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

    private void descend(Path entry, SymlinkPolicy.Route from, String name, boolean seen) {
        Node node = files.lookAtListed(entry);
        if (node instanceof Node.Directory directory) {
            SymlinkPolicy.Decision decision = symlinks.enter(from, directory);
            if (!RepositoryName.isValidPrefix(name, version)) {
                odd(directory, decision, seen);
            } else if (decision instanceof SymlinkPolicy.Route route) {
                walk(directory, route, name, seen);
            } else if (decision instanceof SymlinkPolicy.Refused refused) {
                damage(refused.reason(), refused.link(), seen);
            }
        } else if (node instanceof Node.Faulty faulty) {
            boolean special = faulty.reason() == DamageReason.NOT_A_REGULAR_FILE;
            damage(special ? DamageReason.STRAY : faulty.reason(), entry, seen);
        } else if (node instanceof Node.File) {
            damage(DamageReason.STRAY, entry, seen);
        }
    }

    /** A directory below which every repository has a name that the registry refuses. */
    private void odd(Node.Directory directory, SymlinkPolicy.Decision decision, boolean seen) {
        Optional<Damage> ends = seen ? endsCollection(directory, decision, directory.path()) : Optional.empty();
        damages.add(ends.map(damage -> damage.blocking(ALL))
                .orElseGet(() -> damaged(DamageReason.STRAY, directory.path())));
    }

    /** @param top the odd directory that {@code directory} lies in */
    private Optional<Damage> endsCollection(Node.Directory directory, SymlinkPolicy.Decision decision, Path top) {
        if (decision instanceof SymlinkPolicy.Route route) {
            return endsCollection(directory, route, top);
        }
        SymlinkPolicy.Refused refused = (SymlinkPolicy.Refused) decision;
        Damage damage = damaged(refused.reason(), refused.link());
        if (refused.reason() == DamageReason.SYMLINK_LOOP) {
            return Optional.of(damage);
        }
        damages.add(damage);
        return Optional.empty();
    }

    private Optional<Damage> endsCollection(Node.Directory directory, SymlinkPolicy.Route route, Path top) {
        Optional<Damage> ends = Optional.empty();
        boolean goesOn = true;
        Listing listing = files.list(directory.path());
        if (listing instanceof Listing.Broken broken) {
            damage(broken.reason(), directory.path(), false);
        }
        symlinks.met(route, listing.entries().size());
        for (Path entry : listing.entries().stream().sorted().toList()) {
            if (goesOn && ends.isEmpty()) {
                ends = endsCollectionAt(entry, route, top);
                goesOn = !entry.getFileName().toString().startsWith("_") || !endsListing(entry);
            }
        }
        return ends;
    }

    private Optional<Damage> endsCollectionAt(Path entry, SymlinkPolicy.Route from, Path top) {
        String component = entry.getFileName().toString();
        Node node = files.look(entry);
        if (isLoop(node)) {
            return Optional.of(damaged(DamageReason.SYMLINK_LOOP, entry));
        }
        if (component.equals(marker)) {
            return isThere(entry) ? Optional.of(damaged(DamageReason.REPOSITORY_NAME_INVALID, top)) : Optional.empty();
        }
        boolean deep = entry.getNameCount() > layout.v2().getNameCount() + MAX_DEPTH;
        return node instanceof Node.Directory below && !component.startsWith("_") && !deep
                ? endsCollection(below, symlinks.enter(from, below), top)
                : Optional.empty();
    }

    /** A link that leads to itself, which ends every walk that meets it. */
    private static boolean isLoop(Node node) {
        return node instanceof Node.Faulty faulty && faulty.reason() == DamageReason.SYMLINK_LOOP;
    }

    /** @param seen whether the walk of the registry's garbage collection comes here too, which ends at a loop */
    private void damage(DamageReason reason, Path path, boolean seen) {
        Damage damage = damaged(reason, path);
        damages.add(seen && reason == DamageReason.SYMLINK_LOOP ? damage.blocking(ALL) : damage);
    }

    private Damage damaged(DamageReason reason, Path path) {
        return new Damage(reason, Optional.empty(), layout.describe(path));
    }
}
