package io.registryexporter.exporter.scan;

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
 * Looks at blobs in their place, because no time of a directory moves where the data of one is written again: at the
 * manifests in each scan, and at all others in those directories whose turn it is.
 *
 * @param due the directories whose turn it is
 */
record BlobRecheck(StorageFiles files, DigestTable digests, ParsedManifests parsed, Set<Path> due) {

    /** Whether a directory whose own times have not moved has to be read again. Forgets manifests that have changed. */
    boolean isNeeded(Path path, BlobDirectory before) {
        return forgetChanged(path, before) || due.contains(path);
    }

    private boolean forgetChanged(Path path, BlobDirectory before) {
        boolean changed = false;
        try (OpenDirectory open = files.openUnlisted(path)) {
            for (int number : before.numbers()) {
                Optional<ParsedManifests.Parsed> manifest = parsed.get(number);
                if (manifest.isPresent() && !isStill(open, path, number, manifest.get())) {
                    parsed.remove(number);
                    changed = true;
                }
            }
        } catch (IOException e) {
            return true;
        }
        return changed;
    }

    private boolean isStill(OpenDirectory open, Path path, int number, ParsedManifests.Parsed manifest) {
        Digest digest = digests.digest(number);
        Path data = Path.of(digest.encoded(), Layout.DATA);
        Optional<FileState> state = open.state(data)
                .or(() -> files.look(path.resolve(data)) instanceof Node.File file
                        ? Optional.of(file.state())
                        : Optional.empty());
        return state.filter(manifest::isFrom).isPresent();
    }
}
