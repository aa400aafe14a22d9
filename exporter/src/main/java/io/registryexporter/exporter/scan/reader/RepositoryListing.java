package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.OpenDirectory;
import io.registryexporter.exporter.storage.StorageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A directory inside a repository that is listed and kept open, and why not all entries could be listed.
 *
 * @param directory none if it is missing or cannot be opened
 */
record RepositoryListing(Optional<OpenDirectory> directory, Optional<DamageReason> fault) implements AutoCloseable {

    /** Lists the directory at {@code path} below the repository; a missing one has no entries. */
    static RepositoryListing list(StorageFiles files, FoundRepository repository, List<String> path) {
        Node node = files.look(repository.directory(), path);
        if (node instanceof Node.Directory directory) {
            return open(files, directory.path());
        }
        if (node instanceof Node.Faulty faulty) {
            return none(Optional.of(faulty.reason()));
        }
        // The directory of the repository was there a moment ago.
        files.lookAtListed(repository.directory());
        return none(node instanceof Node.File ? Optional.of(DamageReason.NOT_A_DIRECTORY) : Optional.empty());
    }

    private static RepositoryListing open(StorageFiles files, Path path) {
        try {
            OpenDirectory directory = files.open(path);
            return new RepositoryListing(Optional.of(directory), directory.fault());
        } catch (IOException e) {
            return none(StorageFiles.fault(e));
        }
    }

    private static RepositoryListing none(Optional<DamageReason> fault) {
        return new RepositoryListing(Optional.empty(), fault);
    }

    /** The names of its entries. */
    List<Path> names() {
        return directory.map(OpenDirectory::names).orElseGet(List::of);
    }

    @Override
    public void close() {
        directory.ifPresent(OpenDirectory::close);
    }
}
