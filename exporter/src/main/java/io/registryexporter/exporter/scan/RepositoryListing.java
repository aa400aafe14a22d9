package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Listing;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.StorageFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The entries of a directory inside a repository, and why they are not all of them. */
record RepositoryListing(List<Path> entries, Optional<DamageReason> fault) {

    /** Lists the directory at {@code path} below the repository; one that is not there has no entries. */
    static RepositoryListing list(StorageFiles files, FoundRepository repository, List<String> path) {
        Node node = files.look(repository.directory(), path);
        if (node instanceof Node.Directory directory) {
            Listing listing = files.list(directory.path());
            return new RepositoryListing(
                    listing.entries(),
                    listing instanceof Listing.Broken broken ? Optional.of(broken.reason()) : Optional.empty());
        }
        if (node instanceof Node.Faulty faulty) {
            return new RepositoryListing(List.of(), Optional.of(faulty.reason()));
        }
        return new RepositoryListing(
                List.of(), node instanceof Node.File ? Optional.of(DamageReason.STRAY) : Optional.empty());
    }
}
