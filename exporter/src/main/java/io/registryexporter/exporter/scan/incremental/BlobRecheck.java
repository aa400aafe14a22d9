package io.registryexporter.exporter.scan.incremental;

import io.registryexporter.exporter.scan.reader.BlobDirectory;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.DigestTable;
import io.registryexporter.exporter.storage.FileState;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.OpenDirectory;
import io.registryexporter.exporter.storage.StorageFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out whether blobs have changed in their places, which moves no time of a directory. Looks at the blobs of manifests
 * in each scan, and at all other blobs in those directories that are due.
 *
 * @param due the directories whose blobs are looked at in this scan
 */
record BlobRecheck(StorageFiles files, DigestTable digests, ParsedManifests parsed, Set<Path> due) {

    /** Whether a directory must be read again although its own times have not moved. Forgets manifests that have changed. */
    boolean isNeeded(Path path, BlobDirectory previous) {
        return forgetChanged(path, previous) || due.contains(path);
    }

    private boolean forgetChanged(Path path, BlobDirectory previous) {
        boolean changed = false;
        try (OpenDirectory open = files.openUnlisted(path)) {
            for (int number : previous.numbers()) {
                Optional<ParsedManifests.Parsed> manifest = parsed.get(number);
                if (manifest.isPresent() && !isUnchanged(open, path, number, manifest.get())) {
                    parsed.remove(number);
                    changed = true;
                }
            }
        } catch (IOException e) {
            return true;
        }
        return changed;
    }

    private boolean isUnchanged(OpenDirectory open, Path path, int number, ParsedManifests.Parsed manifest) {
        Digest digest = digests.digest(number);
        Path data = Path.of(digest.encoded(), Layout.DATA);
        Optional<FileState> state = open.state(data)
                .or(() -> files.look(path.resolve(data)) instanceof Node.File file
                        ? Optional.of(file.state())
                        : Optional.empty());
        return state.filter(manifest::isFrom).isPresent();
    }
}
