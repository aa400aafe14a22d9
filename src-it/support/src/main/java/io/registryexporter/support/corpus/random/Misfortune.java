package io.registryexporter.support.corpus.random;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Something that happens to one path. */
interface Misfortune {
    /** Lets it happen, and says what did; nothing if it cannot happen there. */
    Optional<String> befall(Path path) throws IOException;
}
