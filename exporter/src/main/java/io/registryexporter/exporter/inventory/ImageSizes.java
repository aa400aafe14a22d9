package io.registryexporter.exporter.inventory;

import io.registryexporter.exporter.manifest.Manifest;
import io.registryexporter.exporter.manifest.SaturatedSum;
import io.registryexporter.exporter.storage.Digest;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Layers and bytes of the manifest that a tag points to. Those of an index are the sums over all images below it, each image
 * once, at any depth; an index on a damaged disk may contain itself (R19).
 */
record ImageSizes(Resolver resolver, BlobLookup blobs) {

    /** Layers, and declared bytes saturated at the limits of a long. */
    record Size(long layers, long bytes) {
        static final Size NONE = new Size(0, 0);

        Size plus(Size other) {
            return new Size(layers + other.layers, SaturatedSum.of(bytes, other.bytes));
        }
    }

    /** The size of a manifest and of all manifests below it; unknown if one of them could not be read. */
    Optional<Size> of(Resolved.Found top) {
        Size sum = Size.NONE;
        Set<Digest> counted = new HashSet<>();
        Deque<Resolved.Found> open = new ArrayDeque<>();
        open.push(top);
        while (!open.isEmpty()) {
            Resolved.Found found = open.pop();
            if (!counted.add(found.target())) {
                continue;
            }
            Manifest manifest = found.stored().manifest();
            if (manifest instanceof Manifest.Index index) {
                sum = sum.plus(new Size(index.layers(), index.size()));
                for (Digest child : index.manifests()) {
                    Resolved below = resolver.resolve(child);
                    if (below instanceof Resolved.Hidden) {
                        return Optional.empty();
                    }
                    if (below instanceof Resolved.Found readable) {
                        open.push(readable);
                    }
                }
            } else {
                Optional<Size> image = ofImage(manifest);
                if (image.isEmpty()) {
                    return Optional.empty();
                }
                sum = sum.plus(image.get());
            }
        }
        return Optional.of(sum);
    }

    private Optional<Size> ofImage(Manifest manifest) {
        if (manifest instanceof Manifest.Image image) {
            return Optional.of(new Size(image.layers(), image.size()));
        }
        Manifest.Schema1 schema1 = (Manifest.Schema1) manifest;
        long bytes = 0;
        for (Digest layer : schema1.blobSums()) {
            OptionalInt number = blobs.scanned().digests().find(layer);
            if (number.isPresent()) {
                BlobLookup.Answer answer = blobs.ask(resolver.repository().layers(), number.getAsInt());
                if (answer instanceof BlobLookup.Answer.Hidden) {
                    return Optional.empty();
                }
                bytes = SaturatedSum.of(bytes, stored(number.getAsInt()));
            }
        }
        return Optional.of(new Size(schema1.layers(), bytes));
    }

    /** A schema1 manifest declares no sizes, so the size of the blob counts that the repository's link names (R12, R15). */
    private long stored(int layer) {
        OptionalInt blob = resolver.repository().layers().target(layer);
        return blob.isPresent() ? blobs.size(blob.getAsInt()).orElse(0L) : 0;
    }
}
