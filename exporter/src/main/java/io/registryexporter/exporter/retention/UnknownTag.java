package io.registryexporter.exporter.retention;

import io.registryexporter.exporter.storage.Digest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A tag of which something cannot be read, so that no rule may delete the tag.
 *
 * @param digest of its manifest, as far as the link names one
 * @param pushedMillis in milliseconds since 1970, as far as that is known
 * @param problem what cannot be read: the label of a reason of damage, or a clause
 */
record UnknownTag(String name, Optional<Digest> digest, OptionalLong pushedMillis, String problem) {}
