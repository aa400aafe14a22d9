package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.storage.Digest;
import java.util.Optional;
import java.util.Set;

/**
 * Tags that refer to a manifest by their name: cosign's {@code sha256-HEX.sig}, {@code .att} and {@code .sbom}, and
 * {@code sha256-HEX}, by which clients list referrers where a registry does not (OCI distribution spec 1.1, "Referrers Tag
 * Schema").
 */
final class ReferrerTag {
    private static final String PREFIX = "sha256-";
    private static final int END = PREFIX.length() + 64;
    private static final Set<String> SUFFIXES = Set.of("", ".sig", ".att", ".sbom");

    private ReferrerTag() {}

    /** The digest of the manifest that a tag of this name refers to. */
    static Optional<Digest> subject(String name) {
        boolean refers = name.startsWith(PREFIX) && name.length() >= END && SUFFIXES.contains(name.substring(END));
        return refers ? Digest.of("sha256", name.substring(PREFIX.length(), END)) : Optional.empty();
    }
}
