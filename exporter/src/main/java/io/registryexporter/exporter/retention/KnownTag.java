package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.storage.Digest;
import java.util.Optional;

/**
 * A tag whose manifest and push time are known.
 *
 * @param number of the digest of its manifest
 * @param pushedMillis in milliseconds since 1970
 * @param subject the manifest that the tag refers to by its name, see {@link ReferrerTag}
 * @param sound whether clients can pull the tag whole
 */
record KnownTag(String name, Digest digest, int number, long pushedMillis, Optional<Digest> subject, boolean sound) {

    /** A repository has one tag of a name, and sets of tags are large. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    boolean isReferrer() {
        return subject.isPresent();
    }
}
