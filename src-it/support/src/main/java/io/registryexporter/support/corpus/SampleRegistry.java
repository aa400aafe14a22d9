package io.registryexporter.support.corpus;

import io.registryexporter.support.real.RealRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the sample storage: a small registry as a team might have one, with an index, a tag that was moved, a manifest
 * that no tag points to, an unfinished upload and one tag that is damaged. See CONTRIBUTING.md for the command.
 */
public final class SampleRegistry {
    private SampleRegistry() {}

    /** The one argument is the rootdirectory to write, which must not be there. */
    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        Path work = Files.createTempDirectory("sample-registry");
        try (RealRegistry registry = RealRegistry.start(work)) {
            push(registry, new Corpus(registry));
            damage(registry);
            copy(registry.root(), target);
        }
    }

    private static void push(RealRegistry registry, Corpus corpus) {
        for (int release = 1; release <= 3; release++) {
            String repository = "platform/api";
            String amd64 = corpus.image(repository, "by-digest", Image.OCI, 4000, 900 + release);
            String arm64 = corpus.image(repository, "by-digest", Image.OCI, 4100, 950 + release);
            Image index = Image.ofType(Image.OCI_INDEX)
                    .child(Image.OCI, amd64, "amd64")
                    .child(Image.OCI, arm64, "arm64");
            corpus.push(repository, "1." + release + ".0", Image.OCI_INDEX, index);
            corpus.push(repository, "latest", Image.OCI_INDEX, index);
            corpus.image("platform/web", "1." + release + ".0", Image.OCI, 4000, 2000 + release);
            corpus.image("platform/web", "nightly", Image.OCI, 4000, 3000 + release);
        }
        corpus.image("platform/api/debug", "latest", Image.OCI, 4000, 1200);
        corpus.image("tools/backup", "v2", Image.DOCKER, 4000, 600);
        corpus.image("tools/backup", "broken", Image.DOCKER, 4000, 601);
        registry.sendPart(registry.startUpload("tools/backup"), Image.blob(9, 5000));
    }

    /** As after a manifest was removed by hand. */
    private static void damage(RealRegistry registry) throws IOException {
        String digest =
                registry.manifest("tools/backup", "broken").orElseThrow().digest();
        Files.delete(registry.v2()
                .resolve("repositories/tools/backup/_manifests/revisions")
                .resolve(digest.replace(':', '/'))
                .resolve("link"));
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> walk = Files.walk(from)) {
            files = walk.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = to.resolve(from.relativize(file));
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy, StandardCopyOption.COPY_ATTRIBUTES);
        }
    }
}
