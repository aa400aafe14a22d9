package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.storage.RegistryVersion;
import io.registryexporter.exporter.storage.Surroundings;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Freed space that people asked about in public. */
class FieldCasesOfFreedSpaceTest extends FieldCasesFixture {
    /** gitlab-org/container-registry#1523, gitlab-org/container-registry#1776. */
    @ParameterizedTest
    @ValueSource(strings = {"", "docker/registry/v2"})
    void what_a_database_of_gitlab_knows_is_not_for_distribution_to_collect(String path) {
        storage.blob("l1", 30_000);
        storage.blob("l2", 20_000);
        storage.blob("l3", 1000);
        storage.write("../lockfiles/database-in-use", "");
        String upload = "repositories/group/project/_uploads/0b0c0d0e-1111-4222-8333-444455556666/";
        storage.write(upload + "startedat", "2023-11-14T00:00:00Z");
        storage.write(upload + "data", "x".repeat(500));

        assertThat(surroundings(path)).isEqualTo(new Surroundings(false, true));
        for (String version : List.of("2", "3")) {
            String[] arguments = {"report", directory.resolve(path).toString(), "--registry.version=" + version};
            assertThat(run(arguments)).contains("a database of GitLab's registry knows the images");
            assertThat(run(Stream.concat(Arrays.stream(arguments), Stream.of("--format=json"))
                            .toArray(String[]::new)))
                    .containsIgnoringWhitespaces(
                            "\"garbageCollection\" : {"
                                    + "\"gc\" : {\"blockers\" : null, \"breaksTags\" : null, \"blobs\" : null, \"bytes\" : null},"
                                    + "\"gc_delete_untagged\" : {\"blockers\" : null, \"breaksTags\" : null, \"blobs\" : null, \"bytes\" : null}}",
                            "\"bytes\" : 51000")
                    .doesNotContain("\"reclaimable\"");
        }
    }

    /**
     * distribution/distribution#2190, distribution/distribution#2741, moby/moby#29884, ehazlett/shipyard#531,
     * andrey-pohilko/registry-cli#36, andrey-pohilko/registry-cli#97.
     */
    @ParameterizedTest
    @EnumSource
    void what_goes_with_one_tag_is_what_only_it_names(RegistryVersion version) {
        writeQuestions();
        Inventory before = scan(version);
        assertThat(before.damages()).isEmpty();
        assertFrees(before, GC, 0);
        assertFrees(before, UNTAGGED, 123_364);

        TestStorage.Repository api = storage.repository("svc/api");
        storage.deleteTree(api.tagPath("0.6"));

        long manifest = storage.size(push("svc/api", "0.6", apiLayers("jar6", 60_000)));
        long config = storage.size(api.config("svc/api:0.6"));
        assertFrees(scan(version), UNTAGGED, 123_364 + 60_000 + manifest + config);
    }

    private void writeQuestions() {
        TestStorage.Repository api = storage.repository("svc/api");
        for (int i = 1; i <= 6; i++) {
            tag("svc/api", "0." + i, apiLayers("jar" + i, 10_000 * i));
        }
        for (int i = 1; i <= 5; i++) {
            String nightly = image(
                    "svc/api",
                    NO_TAG,
                    List.of(apiLayers("nightly" + i, 30_000)),
                    "\"annotations\": {\n  \"n\": \"" + i + "\"\n }");
            api.tag("latest", nightly);
        }
        tag(
                "svc/web",
                "1.0",
                layer("svc/web", "os", 200_000),
                layer("svc/web", "java", 150_000),
                layer("svc/web", "web", 5000));
        tag("svc/old", "1.0", layer("svc/old", "alpine", 20_000), layer("svc/old", "oldapp", 60_000));
    }

    private String[] apiLayers(String seed, int bytes) {
        return new String[] {
            layer("svc/api", "os", 200_000), layer("svc/api", "java", 150_000), layer("svc/api", seed, bytes)
        };
    }
}
