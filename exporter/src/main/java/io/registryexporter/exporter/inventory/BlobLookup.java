package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.LayerLinks;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.FileState;
import io.registryexporter.exporter.storage.Link;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What the registry answers when a repository is asked for a config or layer (R27).
 *
 * @param corrupt why blobs are corrupt, as far as they were verified, by their digests
 */
record BlobLookup(ScannedStorage scanned, Map<Digest, DamageReason> corrupt) {

    /** The answer of the registry. */
    sealed interface Answer {
        /** The registry serves the blob with this number, of so many bytes. */
        record Served(int number, long bytes) implements Answer {}

        /** The registry does not serve it. */
        record NotServed(DamageReason reason) implements Answer {}

        /** The exporter cannot see what the registry sees. */
        record Hidden(DamageReason reason) implements Answer {}

        /** A registry is writing the link again at this moment (R24). */
        record InFlux() implements Answer {}
    }

    /** The answer for the digest with this number. The registry also reads the link of the digest that a link names. */
    Answer ask(LayerLinks links, int number) {
        Answer first = lookUp(links, number);
        if (!(first instanceof Answer.Served served) || served.number() == number) {
            return first;
        }
        Answer second = lookUp(links, served.number());
        return second instanceof Answer.NotServed ? new Answer.NotServed(DamageReason.LAYER_LINK_MISSING) : second;
    }

    private Answer lookUp(LayerLinks links, int number) {
        return links.get(number).fold(new Link.Cases<>() {
            @Override
            public Answer target(Digest digest, FileState state) {
                return stored(scanned.digests().numberOf(digest));
            }

            @Override
            public Answer absent() {
                boolean noData = stored(number) instanceof Answer.NotServed;
                return new Answer.NotServed(noData ? DamageReason.BLOB_MISSING : DamageReason.LAYER_LINK_MISSING);
            }

            @Override
            public Answer empty(Instant modified) {
                return new Answer.InFlux();
            }

            @Override
            public Answer directory() {
                return new Answer.NotServed(DamageReason.LAYER_LINK_MISSING);
            }

            @Override
            public Answer faulty(DamageReason reason) {
                return reason.hidesWhatIsThere()
                        ? new Answer.Hidden(reason)
                        : new Answer.NotServed(DamageReason.LAYER_LINK_MISSING);
            }
        });
    }

    private Answer stored(int number) {
        Optional<Long> bytes = size(number);
        if (bytes.isPresent()) {
            return new Answer.Served(number, bytes.get());
        }
        Optional<DamageReason> fault =
                scanned.blobFaults().of(number, scanned.digests().digest(number));
        return fault.filter(DamageReason::hidesWhatIsThere)
                .<Answer>map(Answer.Hidden::new)
                .orElseGet(() -> new Answer.NotServed(DamageReason.BLOB_MISSING));
    }

    /** Stored bytes of a blob. */
    Optional<Long> size(int number) {
        return scanned.blobs().contains(number)
                ? Optional.of(scanned.blobs().size(number))
                : Optional.ofNullable(scanned.lateBlobs().get(number));
    }

    /** Why the content of a blob is corrupt, if the blob was verified. */
    Optional<DamageReason> corruption(int number) {
        return corrupt.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(corrupt.get(scanned.digests().digest(number)));
    }
}
