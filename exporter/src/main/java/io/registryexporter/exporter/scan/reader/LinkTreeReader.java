package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.scan.result.LinkDirectory;
import io.registryexporter.exporter.scan.result.OddLink;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Link;
import io.registryexporter.exporter.storage.LinkReader;
import io.registryexporter.exporter.storage.Listing;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.OpenDirectory;
import io.registryexporter.exporter.storage.StorageFiles;
import io.registryexporter.exporter.storage.TreeWalk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/**
 * Reads the links of {@code <algorithm>/<encoded>/link} below a directory of a repository, and every other file called
 * {@code link} there, because the registry's garbage collection walks all of it.
 */
final class LinkTreeReader {
    private static final Found NOTHING = new Found(List.of(), List.of());

    private final StorageFiles files;
    private final Layout layout;
    private final LinkReader links;

    LinkTreeReader(StorageFiles files, Layout layout, LinkReader links) {
        this.files = files;
        this.layout = layout;
        this.links = links;
    }

    /** What a walk finds at places where the registry writes no link. */
    private record Found(List<OddLink> odd, List<Damage> damages) {}

    /**
     * An entry of the directory of an algorithm.
     *
     * @param digest that the entry stands for; none for a stray
     * @param beside what else is in the entry
     */
    private record Entry(Optional<Digest> digest, Link link, Found beside) {}

    /** The entries of the directory of an algorithm, and why not all of them could be listed. */
    private record Algorithm(String name, Optional<DamageReason> fault, List<Entry> entries) {}

    /** The links below {@code path} of a repository. */
    Reading<LinkTree> read(FoundRepository repository, List<String> path) {
        Path directory = repository.directory().resolve(String.join("/", path));
        try (RepositoryListing listing = RepositoryListing.list(files, repository, path)) {
            List<Algorithm> algorithms = new ArrayList<>();
            List<Found> beside = new ArrayList<>();
            List<Path> watched = new ArrayList<>();
            listing.directory().ifPresent(open -> watched.add(directory));
            for (Path name : listing.names()) {
                Path entry = directory.resolve(name);
                if (Digest.isAlgorithm(name.toString())) {
                    watched.add(entry);
                    algorithms.add(readAlgorithm(repository, append(path, name.toString()), entry));
                } else {
                    beside.add(stray(repository, entry));
                }
            }
            return joined(listing, algorithms, beside, watched);
        }
    }

    private static Reading<LinkTree> joined(
            RepositoryListing listing, List<Algorithm> algorithms, List<Found> beside, List<Path> watched) {
        Map<String, DamageReason> faults = new HashMap<>();
        listing.fault().ifPresent(reason -> faults.put("", reason));
        Map<Digest, Link> links = new HashMap<>();
        List<OddLink> odd = new ArrayList<>();
        List<Damage> damages = new ArrayList<>();
        for (Found found : beside) {
            odd.addAll(found.odd());
            damages.addAll(found.damages());
        }
        for (Algorithm algorithm : algorithms) {
            algorithm.fault().ifPresent(reason -> faults.put(algorithm.name(), reason));
            for (Entry entry : algorithm.entries()) {
                entry.digest().ifPresent(digest -> links.put(digest, entry.link()));
                odd.addAll(entry.beside().odd());
                damages.addAll(entry.beside().damages());
            }
        }
        boolean there = listing.directory().isPresent() || listing.fault().isPresent();
        return new Reading<>(
                new LinkTree(
                        new LinkDirectory(there, Map.copyOf(faults), List.copyOf(odd)),
                        Collections.unmodifiableMap(links),
                        List.copyOf(watched)),
                List.copyOf(damages));
    }

    private Algorithm readAlgorithm(FoundRepository repository, List<String> path, Path directory) {
        String algorithm = path.get(path.size() - 1);
        try (RepositoryListing listing = RepositoryListing.list(files, repository, path)) {
            List<Entry> entries = listing.directory()
                    .map(open -> ReaderPool.stream(open.names())
                            .map(name -> readEntry(repository, algorithm, directory.resolve(name), open))
                            .toList())
                    .orElseGet(List::of);
            return new Algorithm(algorithm, listing.fault(), entries);
        }
    }

    private Entry readEntry(FoundRepository repository, String algorithm, Path entry, OpenDirectory open) {
        Path name = entry.getFileName();
        Optional<Digest> digest = Digest.of(algorithm, name.toString());
        if (digest.isEmpty()) {
            return new Entry(digest, new Link.Absent(), stray(repository, entry));
        }
        Link link = links.read(open, name, Layout.OWN_LINK);
        Found beside = open.lookAtListed(name) instanceof Node.Directory ? beside(repository, entry, link) : NOTHING;
        return new Entry(digest, sharing(digest.get(), link), beside);
    }

    private Found beside(FoundRepository repository, Path entry, Link link) {
        Listing listing = files.list(entry);
        List<Path> others = listing.entries().stream()
                .filter(below -> !below.endsWith(Layout.LINK) || link instanceof Link.Directory)
                .toList();
        if (others.isEmpty() && listing instanceof Listing.Complete) {
            return NOTHING;
        }
        List<OddLink> odd = new ArrayList<>();
        List<Damage> damages = new ArrayList<>();
        if (listing instanceof Listing.Broken broken) {
            damages.add(repository.damage(layout, broken.reason(), entry));
        }
        for (Path other : others) {
            Found found = walk(repository, other);
            odd.addAll(found.odd());
            damages.addAll(found.damages());
        }
        return new Found(odd, damages);
    }

    /** Nearly every link names the digest of its directory; there are many, so the object is shared. */
    private static Link sharing(Digest digest, Link link) {
        return link instanceof Link.Target target && target.digest().equals(digest)
                ? new Link.Target(digest, target.state())
                : link;
    }

    private Found stray(FoundRepository repository, Path entry) {
        Found below = walk(repository, entry);
        List<Damage> damages = new ArrayList<>();
        damages.add(repository.damage(layout, DamageReason.STRAY, entry));
        damages.addAll(below.damages());
        return new Found(below.odd(), damages);
    }

    private Found walk(FoundRepository repository, Path entry) {
        TreeWalk.Found found = TreeWalk.find(files, entry, Layout.LINK);
        return new Found(
                found.files().stream()
                        .map(file -> new OddLink(layout.describe(file), odd(file)))
                        .toList(),
                found.faults().stream()
                        .map(fault -> repository.damage(layout, fault.reason(), fault.path()))
                        .toList());
    }

    /** No registry writes here, so an empty link stays empty. */
    private Link odd(Path file) {
        boolean accepted = StreamSupport.stream(layout.v2().relativize(file).spliterator(), false)
                .allMatch(component -> Layout.isAccepted(component.toString()));
        return accepted
                ? links.read(file.getParent(), List.of(Layout.LINK)).emptyAsFault()
                : new Link.Faulty(DamageReason.STRAY);
    }

    private static List<String> append(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
