package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.scan.reader.FoundRepository;
import io.registryexporter.exporter.scan.reader.LinkTree;
import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedRevision;
import io.registryexporter.exporter.scan.result.TagDirectory;
import io.registryexporter.exporter.storage.Digest;
import java.util.List;
import java.util.Map;

/** A repository as it was read before a registry at work was given a moment to finish (R24). */
sealed interface RepositoryDraft {

    /** Whether everything in it fits together, so that it need not be read again. */
    boolean isConsistent();

    /** Nothing has changed since the previous scan. */
    record Unchanged(ScannedRepository repository) implements RepositoryDraft {
        @Override
        public boolean isConsistent() {
            return true;
        }
    }

    /**
     * It was read once, perhaps in the middle of a push.
     *
     * @param revisions may be changed where they are not consistent
     * @param tree what else was found where the revisions were read from
     * @param damages of the directories of tags and revisions
     */
    record Fresh(
            FoundRepository repository,
            TagDirectory tags,
            Map<Digest, ScannedRevision> revisions,
            LinkTree tree,
            List<Damage> damages,
            boolean isConsistent)
            implements RepositoryDraft {}
}
