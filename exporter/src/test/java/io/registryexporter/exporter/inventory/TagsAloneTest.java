package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a tag holds alone. */
class TagsAloneTest {
    @TempDir
    private Path directory;

    private TestStorage storage() {
        return new TestStorage(directory);
    }

    @Test
    void a_tag_holds_its_manifest_and_the_layers_that_no_other_image_has() {
        TestStorage storage = storage();
        String one = Manifests.image(100, 20);
        storage.repository("a").tag("v1", one).tag("v2", Manifests.image(100, 30));

        assertThat(alone(storage)).containsEntry("a:v1", 20L + one.length());
    }

    @Test
    void two_tags_of_one_manifest_hold_nothing_alone() {
        TestStorage storage = storage();
        storage.repository("a").tag("v1", Manifests.image(100)).tag("latest", Manifests.image(100));

        assertThat(alone(storage)).containsEntry("a:v1", 0L).containsEntry("a:latest", 0L);
    }

    @Test
    void an_index_holds_the_images_that_it_alone_leads_to() {
        TestStorage storage = storage();
        TestStorage.Repository repository = storage.repository("a");
        String own = Manifests.image(100);
        String tagged = Manifests.image(200);
        String index = Manifests.index(repository.push(own), repository.push(tagged));
        repository.tag("multi", index).tag("single", tagged);

        assertThat(alone(storage))
                .containsEntry("a:multi", 100L + own.length() + index.length())
                .containsEntry("a:single", 0L);
    }

    @Test
    void an_untagged_revision_and_another_repository_share_what_they_have() {
        TestStorage storage = storage();
        String image = Manifests.image(100, 20, 3);
        storage.repository("a").tag("v1", image).push(Manifests.image(100));
        storage.repository("b").tag("v1", Manifests.image(20));

        assertThat(alone(storage)).containsEntry("a:v1", 3L + image.length());
    }

    @Test
    void a_foreign_layer_is_declared_and_not_stored() {
        TestStorage storage = storage();
        String config = storage.repository("a").config("x");
        String image =
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\",\"config\":{\"digest\":\""
                        + config
                        + "\"},\"layers\":[{\"mediaType\":\"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip\","
                        + "\"size\": 5000,\"digest\":\"sha256:" + "d".repeat(64)
                        + "\",\"urls\":[\"https://example.com/x\"]}]}";
        storage.repository("a").tag("v1", image);

        try (Scanning scanning = Scanning.of(storage)) {
            assertThat(scanning.scan().repositories().get(0).tags().get(0))
                    .extracting(Tag::size, Tag::exclusive)
                    .containsExactly(5000L, storage.size(config) + image.length());
        }
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /** By sets: everything is removed that only the tag leads to, and what nothing else uses is counted. */
    @ParameterizedTest
    @MethodSource("seeds")
    void the_figures_are_those_of_a_plain_computation(int seed) {
        Random random = new Random(seed);
        TestStorage storage = storage();
        Map<String, Plain> repositories = new TreeMap<>();
        for (String name : List.of("a", "b", "b/c")) {
            repositories.put(name, Plain.write(storage.repository(name), random));
        }

        assertThat(alone(storage)).isEqualTo(Plain.alone(repositories, storage));
    }

    private static Map<String, Long> alone(TestStorage storage) {
        Map<String, Long> alone = new TreeMap<>();
        try (Scanning scanning = Scanning.of(storage)) {
            for (Repository repository : scanning.scan().repositories()) {
                repository.tags().forEach(tag -> alone.put(repository.name() + ":" + tag.name(), tag.exclusive()));
            }
        }
        return alone;
    }

    /** A repository: the blobs and children of its revisions, and its tags. */
    private record Plain(Map<String, Set<String>> blobs, Map<String, List<String>> children, Map<String, String> tags) {

        static Plain write(TestStorage.Repository repository, Random random) {
            Plain plain = new Plain(new HashMap<>(), new HashMap<>(), new TreeMap<>());
            List<String> digests = new ArrayList<>();
            for (int i = 0; i < 4 + random.nextInt(5); i++) {
                long[] sizes = random.longs(1 + random.nextInt(3), 8, 20).toArray();
                String image = Manifests.image(sizes);
                String digest = repository.push(image);
                Set<String> blobs = new HashSet<>(Set.of(digest, "sha256:" + "c".repeat(64)));
                for (long size : sizes) {
                    blobs.add(Manifests.layer(size));
                }
                plain.blobs.put(digest, blobs);
                plain.children.put(digest, List.of());
                digests.add(digest);
            }
            for (int i = 0; i < random.nextInt(4); i++) {
                List<String> children = List.of(any(digests, random), any(digests, random));
                String digest = repository.push(Manifests.index(children.toArray(new String[0])));
                plain.blobs.put(digest, Set.of(digest));
                plain.children.put(digest, children);
                digests.add(digest);
            }
            for (int i = 0; i < random.nextInt(6); i++) {
                String digest = any(digests, random);
                repository.tagDigest("t" + i, digest);
                plain.tags.put("t" + i, digest);
            }
            return plain;
        }

        private static String any(List<String> digests, Random random) {
            return digests.get(random.nextInt(digests.size()));
        }

        private Set<String> closure(String digest) {
            Set<String> closure = new HashSet<>(Set.of(digest));
            children.get(digest).forEach(child -> closure.addAll(closure(child)));
            return closure;
        }

        /** The revisions that go with a tag. */
        private Set<String> going(String tag) {
            Set<String> own = closure(tags.get(tag));
            Set<String> going = new HashSet<>(own);
            tags.forEach((other, digest) -> {
                if (!other.equals(tag)) {
                    going.removeAll(closure(digest));
                }
            });
            blobs.keySet().stream()
                    .filter(digest -> !own.contains(digest))
                    .forEach(digest -> going.removeAll(closure(digest)));
            return going;
        }

        static Map<String, Long> alone(Map<String, Plain> repositories, TestStorage storage) {
            Map<String, Long> alone = new TreeMap<>();
            repositories.forEach((name, repository) -> repository.tags.keySet().forEach(tag -> {
                Set<String> going = repository.going(tag);
                Set<String> freed = new HashSet<>();
                going.forEach(digest -> freed.addAll(repository.blobs.get(digest)));
                repositories.forEach((other, plain) -> plain.blobs.forEach((digest, blobs) -> {
                    if (!other.equals(name) || !going.contains(digest)) {
                        freed.removeAll(blobs);
                    }
                }));
                alone.put(
                        name + ":" + tag,
                        freed.stream().mapToLong(storage::size).sum());
            }));
            return alone;
        }
    }
}
