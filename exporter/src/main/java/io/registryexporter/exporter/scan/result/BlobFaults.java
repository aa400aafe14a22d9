package io.registryexporter.exporter.scan.result;

import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.Layout;
import java.util.Map;
import java.util.Optional;

/**
 * Why the data of blobs cannot be looked at, except for blobs that are missing.
 *
 * @param byNumber of single blobs, by the numbers of their digests
 * @param byPath of whole directories: {@code blobs}, {@code blobs/sha256}, {@code blobs/sha256/ab}
 */
public record BlobFaults(Map<Integer, DamageReason> byNumber, Map<String, DamageReason> byPath) {

    /** Whether every blob can be looked at. */
    public boolean isEmpty() {
        return byNumber.isEmpty() && byPath.isEmpty();
    }

    /** Why one blob cannot be looked at. */
    public Optional<DamageReason> of(int number, Digest digest) {
        Optional<DamageReason> own = Optional.ofNullable(byNumber.get(number));
        if (own.isPresent() || byPath.isEmpty()) {
            return own;
        }
        String algorithm = Layout.BLOBS + "/" + digest.algorithm();
        return Optional.ofNullable(byPath.get(Layout.BLOBS))
                .or(() -> Optional.ofNullable(byPath.get(algorithm)))
                .or(() -> Optional.ofNullable(
                        byPath.get(algorithm + "/" + digest.encoded().substring(0, 2))));
    }
}
