package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import java.util.Map;
import java.util.Optional;

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
     * @param tree what else was found where its revisions were read from
     */
    record Fresh(
            FoundRepository repository,
            ScannedTags tags,
            Optional<DamageReason> tagsFault,
            boolean hasTags,
            Map<Digest, ScannedRevision> revisions,
            LinkTree tree,
            boolean settled)
            implements RepositoryDraft {}
}
