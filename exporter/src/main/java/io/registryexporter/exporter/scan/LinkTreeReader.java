package io.registryexporter.exporter.scan;

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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.StreamSupport;

/**
 * Reads the links of {@code <algorithm>/<encoded>/link} below a directory of a repository, and every other file called
 * {@code link} there, because the registry's collection walks all of it.
 */
final class LinkTreeReader {
    private final StorageFiles files;
    private final Layout layout;
    private final LinkReader links;

    LinkTreeReader(StorageFiles files, Layout layout, LinkReader links) {
        this.files = files;
        this.layout = layout;
        this.links = links;
    }

    /** What is being read; filled by one call. */
    private record Reading(
            FoundRepository repository,
            Map<String, DamageReason> faults,
            Map<Digest, Link> links,
            ConcurrentLinkedQueue<OddLink> odd,
            List<Path> directories,
            ConcurrentLinkedQueue<Damage> damages) {

        static Reading of(FoundRepository repository) {
            return new Reading(
                    repository,
                    new HashMap<>(),
                    new HashMap<>(),
                    new ConcurrentLinkedQueue<>(),
                    new ArrayList<>(),
                    new ConcurrentLinkedQueue<>());
        }

        LinkTree finish(boolean there) {
            return new LinkTree(
                    there, Map.copyOf(faults), links, List.copyOf(odd), List.copyOf(directories), List.copyOf(damages));
        }
    }

    /** The links below {@code path} of a repository. */
    LinkTree read(FoundRepository repository, List<String> path) {
        Reading reading = Reading.of(repository);
        Path directory = repository.directory().resolve(String.join("/", path));
        try (RepositoryListing listing = RepositoryListing.list(files, repository, path)) {
            listing.fault().ifPresent(reason -> reading.faults().put("", reason));
            listing.directory().ifPresent(open -> reading.directories().add(directory));
            for (Path name : listing.names()) {
                if (Digest.isAlgorithm(name.toString())) {
                    readAlgorithm(reading, append(path, name.toString()), directory.resolve(name));
                } else {
                    stray(reading, directory.resolve(name));
                }
            }
            return reading.finish(
                    listing.directory().isPresent() || listing.fault().isPresent());
        }
    }

    private void readAlgorithm(Reading reading, List<String> path, Path directory) {
        String algorithm = path.get(path.size() - 1);
        reading.directories().add(directory);
        try (RepositoryListing listing = RepositoryListing.list(files, reading.repository(), path)) {
            listing.fault().ifPresent(reason -> reading.faults().put(algorithm, reason));
            listing.directory()
                    .ifPresent(open -> Readers.stream(open.names())
                            .flatMap(name -> readEntry(reading, algorithm, directory.resolve(name), open).stream())
                            .toList()
                            .forEach(entry -> reading.links().put(entry.getKey(), entry.getValue())));
        }
    }

    private Optional<Map.Entry<Digest, Link>> readEntry(
            Reading reading, String algorithm, Path entry, OpenDirectory open) {
        Path name = entry.getFileName();
        Optional<Digest> digest = Digest.of(algorithm, name.toString());
        if (digest.isEmpty()) {
            stray(reading, entry);
            return Optional.empty();
        }
        Link link = links.read(open, name, Layout.OWN_LINK);
        if (open.lookAtListed(name) instanceof Node.Directory) {
            Listing listing = files.list(entry);
            if (listing instanceof Listing.Broken broken) {
                reading.damages().add(reading.repository().damage(layout, broken.reason(), entry));
            }
            listing.entries().stream()
                    .filter(below -> !below.endsWith(Layout.LINK) || link instanceof Link.Directory)
                    .forEach(below -> walk(reading, below));
        }
        return Optional.of(Map.entry(digest.get(), sharing(digest.get(), link)));
    }

    /** Nearly every link names the digest of its directory; there are many, so the object is shared. */
    private static Link sharing(Digest digest, Link link) {
        return link instanceof Link.Target target && target.digest().equals(digest)
                ? new Link.Target(digest, target.state())
                : link;
    }

    private void stray(Reading reading, Path entry) {
        reading.damages().add(reading.repository().damage(layout, DamageReason.STRAY, entry));
        walk(reading, entry);
    }

    private void walk(Reading reading, Path entry) {
        TreeWalk.Found found = TreeWalk.find(files, entry, Layout.LINK);
        found.faults()
                .forEach(fault ->
                        reading.damages().add(reading.repository().damage(layout, fault.reason(), fault.path())));
        found.files().forEach(file -> reading.odd().add(new OddLink(layout.describe(file), odd(file))));
    }

    /** No registry writes here, so that what is empty is not about to be written. */
    private Link odd(Path file) {
        boolean accepted = StreamSupport.stream(layout.v2().relativize(file).spliterator(), false)
                .allMatch(component -> Layout.isAccepted(component.toString()));
        return accepted
                ? links.read(file.getParent(), List.of(Layout.LINK)).settled()
                : new Link.Faulty(DamageReason.STRAY);
    }

    private static List<String> append(List<String> path, String name) {
        List<String> longer = new ArrayList<>(path);
        longer.add(name);
        return List.copyOf(longer);
    }
}
