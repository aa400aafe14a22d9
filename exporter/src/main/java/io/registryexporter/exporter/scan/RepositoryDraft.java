package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.Digest;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What is known of a repository before a registry at work was given a moment to finish (R24). */
sealed interface RepositoryDraft {

    /** Whether everything in it fits together. */
    boolean settled();

    /** Nothing has changed since an earlier scan. */
    record Unchanged(ScannedRepository repository) implements RepositoryDraft {
        @Override
        public boolean settled() {
            return true;
        }
    }

    /**
     * It was read once, perhaps in the middle of a push.
     *
     * @param revisions may be changed where it is not settled
     * @param directories in which entries of tags and revisions come and go
     */
    record Fresh(
            FoundRepository repository,
            ScannedTags tags,
            Map<Digest, ScannedRevision> revisions,
            List<Path> directories,
            List<Damage> damages,
            boolean settled)
            implements RepositoryDraft {}
}
