package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.scan.result.LayerLinks;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Link;
import java.util.Map;
import java.util.Optional;

/**
 * What the registry answers when a repository is asked for a config or layer (R27).
 *
 * @param corrupt what a verification found wrong with the content of blobs, by their digests
 */
record Blobs(ScannedStorage scanned, Map<Digest, DamageReason> corrupt) {

    /** An answer. */
    sealed interface Answer {
        /** As so many bytes, which are those of the blob with this number. */
        record Served(int number, long bytes) implements Answer {}

        /** Not at all. */
        record NotServed(DamageReason reason) implements Answer {}

        /** The exporter cannot see what the registry sees. */
        record Hidden(DamageReason reason) implements Answer {}

        /** Its link is being rewritten at this moment (R24). */
        record InFlux() implements Answer {}
    }

    /** The answer for the digest with this number. The registry looks at the link of what a link names too. */
    Answer ask(LayerLinks links, int number) {
        Answer first = lookUp(links, number);
        if (!(first instanceof Answer.Served served) || served.number() == number) {
            return first;
        }
        Answer second = lookUp(links, served.number());
        return second instanceof Answer.NotServed ? new Answer.NotServed(DamageReason.LAYER_LINK_MISSING) : second;
    }

    private Answer lookUp(LayerLinks links, int number) {
        Link link = links.get(number);
        if (link instanceof Link.Target target) {
            return stored(scanned.digests().numberOf(target.digest()));
        }
        if (link instanceof Link.Empty) {
            return new Answer.InFlux();
        }
        if (link instanceof Link.Faulty faulty && faulty.reason().hidesWhatIsThere()) {
            return new Answer.Hidden(faulty.reason());
        }
        boolean noData = link instanceof Link.Absent && stored(number) instanceof Answer.NotServed;
        return new Answer.NotServed(noData ? DamageReason.BLOB_MISSING : DamageReason.LAYER_LINK_MISSING);
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

    /** What is wrong with the content of a blob, as far as that was verified. */
    Optional<DamageReason> corruption(int number) {
        return corrupt.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(corrupt.get(scanned.digests().digest(number)));
    }
}
