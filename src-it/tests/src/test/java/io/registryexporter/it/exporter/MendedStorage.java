package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.corpus.PushedImage;
import io.registryexporter.support.corpus.random.Trees;
import io.registryexporter.support.real.GarbageCollection;
import io.registryexporter.support.real.PullingClient;
import io.registryexporter.support.real.RealRegistry;
import io.registryexporter.support.real.RegistryProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A storage that a real registry wrote, to be damaged and mended. The registry at work has the cache that the official
 * images configure, and has served everything before the damage comes; a second one without a cache tells what is so.
 */
final class MendedStorage implements AutoCloseable {
    static final PushedImage APP_V1 = PushedImage.of("team/app", "v1", 1000, 2000);
    static final PushedImage APP_V2 = PushedImage.of("team/app", "v2", 1000, 3000);
    static final PushedImage WEB = PushedImage.of("team/web", "v1", 1000, 4000);
    static final PushedImage AMD64 =
            PushedImage.of("team/multi", "amd64", 1000, 5000).byDigest();
    static final PushedImage ARM64 =
            PushedImage.of("team/multi", "arm64", 1000, 6000).byDigest();
    static final PushedImage MULTI = PushedImage.index("team/multi", "latest", AMD64, ARM64);
    static final List<PushedImage> TAGGED = List.of(APP_V1, APP_V2, WEB, MULTI);

    private final RegistryProgram program;
    private final Path directory;
    private final Path root;
    private final Path sound;
    private final RealRegistry judge;
    private final PullingClient asking;
    private RealRegistry working;

    MendedStorage(RegistryProgram program, Path directory) throws IOException {
        this.program = program;
        this.directory = directory;
        this.root = directory.resolve("registry");
        this.sound = directory.resolve("sound");
        this.judge = RealRegistry.start(program, Files.createDirectory(directory.resolve("judge")), root);
        this.asking = new PullingClient(judge);
        this.working = judge;
        pushAll();
        Trees.copy(root, sound);
    }

    /** Makes it whole, whatever happened to it, and lets the registry at work serve all of it. */
    void reset() throws IOException {
        Trees.delete(root);
        Trees.copy(sound, root);
        restartRegistry();
        assertPulls(Set.of());
    }

    /** As the pod of the registry is restarted. */
    void restartRegistry() {
        if (working != judge) {
            working.close();
        }
        working = RealRegistry.start(program.withCache(), directory, root);
    }

    /** The registry at work. */
    RealRegistry registry() {
        return working;
    }

    void push(PushedImage image) {
        image.push(working);
    }

    void pushAll() {
        List.of(APP_V1, APP_V2, WEB, AMD64, ARM64, MULTI).forEach(this::push);
    }

    Path v2() {
        return working.v2();
    }

    Path repository(String name) {
        return v2().resolve("repositories").resolve(name);
    }

    Path tag(PushedImage image) {
        return repository(image.repository())
                .resolve("_manifests/tags")
                .resolve(image.tag().orElseThrow());
    }

    Path revision(PushedImage image) {
        return repository(image.repository())
                .resolve("_manifests/revisions/sha256")
                .resolve(hex(image.digest()));
    }

    Path layer(PushedImage image, int index) {
        return repository(image.repository()).resolve("_layers/sha256").resolve(hex(image.blob(index)));
    }

    /** The directory of a blob. */
    Path blob(String digest) {
        String hex = hex(digest);
        return v2().resolve("blobs/sha256").resolve(hex.substring(0, 2)).resolve(hex);
    }

    static String hex(String digest) {
        return digest.substring("sha256:".length());
    }

    /** As the runbook says: nobody pushes meanwhile, and afterwards the registry is restarted. */
    void collectGarbage() throws IOException {
        GarbageCollection collection = program.collectGarbage(directory.resolve("collection"), root);
        assertThat(collection.failed()).as(collection.output()).isFalse();
        restartRegistry();
    }

    /** Where no registry sees it. */
    void moveOut(Path path) throws IOException {
        Path outside = directory.resolve("outside");
        Trees.delete(outside);
        Files.move(path, outside);
    }

    /** What {@code check} finds when it reads every blob; no client of the registry does. */
    ExporterAnswer verify() throws IOException {
        return ExporterAnswer.of(root, program.version(), "--verify");
    }

    /** What {@code check} finds; the registry says the same of tags and collections. */
    Diagnosis check() throws IOException {
        ExporterAnswer answer = ExporterAnswer.of(root, program.version());
        assertThat(Disagreements.between(judge(), answer)).isEmpty();
        return new Diagnosis(answer);
    }

    private RegistryAnswer judge() throws IOException {
        return RegistryAnswer.of(program, asking, root, directory.resolve("collection"));
    }

    /** Every tag but these pulls whole, nothing is damaged, and both collections end well. */
    void assertMended(PushedImage... gone) throws IOException {
        assertMendedBut(List.of(gone).stream().map(PushedImage::name).collect(Collectors.toSet()), Set.of());
    }

    /** The same with tags that are new. */
    void assertMendedBut(Set<String> gone, Set<String> more) throws IOException {
        assertPulls(gone);
        RegistryAnswer answer = judge();
        assertThat(answer.tags().keySet()).isEqualTo(namesWithout(gone, more));
        assertThat(answer.tags().values()).allMatch(Optional::isEmpty);
        assertThat(answer.collections().values()).noneMatch(GarbageCollection::failed);
        ExporterAnswer said = ExporterAnswer.of(root, program.version(), "--verify");
        assertThat(said.exitCode()).as(said.json() + said.errors()).isZero();
    }

    private static Set<String> namesWithout(Set<String> gone, Set<String> more) {
        Set<String> names = new TreeSet<>(more);
        TAGGED.stream()
                .map(PushedImage::name)
                .filter(name -> !gone.contains(name))
                .forEach(names::add);
        return names;
    }

    private void assertPulls(Set<String> gone) {
        PullingClient client = PullingClient.reading(working);
        for (PushedImage image : TAGGED) {
            Optional<String> problem =
                    client.problem(image.repository(), image.tag().orElseThrow());
            assertThat(problem.isPresent()).as(image.name() + ": " + problem).isEqualTo(gone.contains(image.name()));
        }
    }

    @Override
    public void close() {
        judge.close();
        working.close();
    }
}
