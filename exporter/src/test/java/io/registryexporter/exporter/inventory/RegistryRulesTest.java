package io.registryexporter.exporter.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.fixture.Scanning;
import io.registryexporter.exporter.fixture.TestStorage;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of the registries that few storages depend on, each as one was seen to follow it. */
class RegistryRulesTest {
    private static final String OTHER = "sha256:" + "f".repeat(64);

    @TempDir
    private Path directory;

    private TestStorage storage;
    private TestStorage.Repository app;
    private String config;
    private String layer;
    private String manifest;

    @BeforeEach
    void push() {
        storage = new TestStorage(directory);
        app = storage.repository("app");
        config = app.layer(11);
        layer = app.layer(1000);
        manifest = app.push(Manifests.imageOf(config, layer));
        app.tagDigest("v1", manifest);
    }

    @ParameterizedTest
    @CsvSource({"V2,.", "V2,x", "V3,.", "V3,x"})
    void a_loop_beside_the_link_of_a_revision_ends_a_collection(RegistryVersion version, Path target) {
        storage.symlink(beside(app.revisionLink(manifest), "x"), target);
        assertBlocked(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "x"})
    void a_loop_beside_the_link_of_a_layer_ends_the_collection_of_3_alone(Path target) {
        storage.symlink(beside(app.layerLink(layer), "x"), target);
        assertBlocked(RegistryVersion.V3);
        assertCollects(RegistryVersion.V2);
    }

    @ParameterizedTest
    @EnumSource
    void links_are_found_through_a_symbolic_link_beside_the_link_of_a_revision(RegistryVersion version) {
        storage.write("repositories/other/link", "no digest");
        storage.symlink(beside(app.revisionLink(manifest), "x"), Path.of("../../../../../other"));
        assertBlocked(version);
    }

    @ParameterizedTest
    @EnumSource
    void the_only_revision_may_lead_back_to_its_own_directory(RegistryVersion version) {
        storage.delete(app.revisionLink(manifest));
        storage.delete(beside(app.revisionLink(manifest), ""));
        storage.symlink(beside(app.revisionLink(manifest), ""), Path.of("."));
        assertBlocked(version);
    }

    @ParameterizedTest
    @CsvSource({"V2,x", "V2,.nfs01", "V3,x", "V3,.nfs01"})
    void a_loop_beside_the_data_of_a_blob_ends_a_collection(RegistryVersion version, Path name) {
        storage.symlink(beside(TestStorage.blobPath(layer), name.toString()), name);
        assertBlocked(version);
    }

    @ParameterizedTest
    @EnumSource
    void what_nfs_left_beside_the_data_of_a_blob_may_be_a_directory_with_data(RegistryVersion version) {
        storage.write(beside(TestStorage.blobPath(layer), ".nfs01/data"), "");
        assertBlocked(version);
    }

    @ParameterizedTest
    @CsvSource({
        "V2,repositories/app/_uploads", "V2,repositories/_x", "V2,repositories/new/_layers", "V2,repositories/x y/_z",
        "V3,repositories/app/_uploads", "V3,repositories/_x", "V3,repositories/new/_layers", "V3,repositories/x y/_z"
    })
    void a_link_to_itself_among_the_repositories_ends_a_collection_whatever_it_is_called(
            RegistryVersion version, Path link) {
        storage.symlink(link.toString(), link.getFileName());
        assertBlocked(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"zloop", "."})
    void the_collection_of_2_comes_to_no_loop_behind_a_file_whose_name_begins_with_an_underscore(Path target) {
        storage.write("repositories/other/_file", "");
        storage.symlink("repositories/other/zloop", target);
        assertCollects(RegistryVersion.V2);
        assertBlocked(RegistryVersion.V3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"_layers", "_manifests", "zz/_layers", "zz/_manifests"})
    void the_collection_of_2_comes_to_no_odd_repository_behind_such_a_file(String marker) {
        storage.write("repositories/x y/_file", "");
        storage.directory("repositories/x y/" + marker);
        assertCollects(RegistryVersion.V2);
    }

    @Test
    void what_may_be_a_domain_is_no_part_of_the_255_characters_of_a_name_in_3() {
        String name = "Registry.Example/" + ("a".repeat(84) + "/").repeat(3);
        storage.directory("repositories/" + name + "/_layers");
        storage.repository(name).tagDigest("v1", manifest);
        assertBlocked(RegistryVersion.V2);
        assertCollects(RegistryVersion.V3);
        assertThat(brokenTags(RegistryVersion.V3)).hasSize(1);
    }

    @Test
    void what_can_be_no_domain_is_a_part_of_the_255_characters() {
        String name = "no_domain/" + ("a".repeat(84) + "/").repeat(3);
        storage.directory("repositories/" + name + "/_manifests");
        assertBlocked(RegistryVersion.V3);
    }

    @Test
    void the_collection_of_3_looks_up_what_the_link_of_a_layer_names() {
        storage.write(app.layerLink(OTHER), layer);
        storage.delete(app.layerLink(layer));
        assertCollects(RegistryVersion.V3);
        storage.directory(app.layerLink(layer));
        assertBlocked(RegistryVersion.V3);
    }

    @Test
    void so_it_does_with_links_at_other_places() {
        storage.write("repositories/app/_layers/sha256/x/link", layer);
        storage.delete(app.layerLink(layer));
        storage.directory(app.layerLink(layer));
        assertBlocked(RegistryVersion.V3);
    }

    @Test
    void it_looks_at_no_blob_that_the_repository_has_no_link_for() {
        storage.write(app.layerLink(OTHER), layer);
        storage.delete(app.layerLink(layer));
        storage.delete(TestStorage.blobPath(layer));
        storage.symlink(TestStorage.blobPath(layer), Path.of("data"));
        assertThat(damages(RegistryVersion.V3)).noneMatch(path -> path.startsWith("repositories/app/_layers"));
    }

    @Test
    void version_2_looks_among_the_layers_for_a_manifest_whose_own_link_points_to_nothing() {
        storage.delete(app.revisionLink(manifest));
        storage.symlink(app.revisionLink(manifest), Path.of("nowhere"));
        storage.write(app.layerLink(manifest), manifest);
        assertThat(brokenTags(RegistryVersion.V2)).isEmpty();
        assertThat(brokenTags(RegistryVersion.V3)).hasSize(1);
    }

    @Test
    void it_does_not_get_past_an_unusable_link_there() {
        storage.delete(app.revisionLink(manifest));
        storage.write(app.layerLink(manifest), "no digest");
        assertThat(brokenTags(RegistryVersion.V2)).hasSize(1);
        assertCollects(RegistryVersion.V2);
        storage.write(app.revisionLink(OTHER), manifest);
        assertBlocked(RegistryVersion.V2);
    }

    @ParameterizedTest
    @EnumSource
    void where_the_revisions_are_a_link_to_nothing_there_are_none(RegistryVersion version) {
        storage.delete(app.revisionLink(manifest));
        storage.delete(beside(app.revisionLink(manifest), ""));
        storage.delete("repositories/app/_manifests/revisions/sha256");
        storage.delete("repositories/app/_manifests/revisions");
        storage.symlink("repositories/app/_manifests/revisions", Path.of("nowhere"));
        assertThat(brokenTags(version)).hasSize(1);
        assertCollects(version);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V2|\"data\":5|true",
                "V3|\"data\":5|false",
                "V3|\"data\":\"aGVsbG8=\"|true",
                "V3|\"data\":\"aGVs\\nbG8=\\r\\n\"|true",
                "V3|\"data\":null|true",
                "V3|\"data\":\"aGVsbG8\"|false",
                "V3|\"data\":\"a-_b\"|false",
                "V3|\"data\":[0,255,null]|true",
                "V3|\"data\":[256]|false",
                "V3|\"data\":[-1]|false",
                "V3|\"data\":[1.0]|false",
                "V2|\"artifactType\":5|true",
                "V3|\"artifactType\":5|false",
                "V2|\"platform\":{\"architecture\":5}|false",
                "V3|\"platform\":{\"os.features\":\"x\"}|false",
                "V3|\"platform\":{\"features\":5}|true"
            })
    void fields_of_a_descriptor_have_types(RegistryVersion version, String field, boolean served) {
        app.tag("v1", Manifests.imageOf(config, layer).replace("\"layers\":[{", "\"layers\":[{" + field + ","));
        assertServed(version, served);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "V2|oci.image.index.v1|\"platform\":{\"features\":5}|false",
                "V3|oci.image.index.v1|\"platform\":{\"features\":5}|true",
                "V3|docker.distribution.manifest.list.v2|\"platform\":{\"features\":5}|false",
                "V3|docker.distribution.manifest.list.v2|\"platform\":{\"variant\":5}|false",
                "V3|docker.distribution.manifest.list.v2|\"platform\":null|true"
            })
    void docker_s_platforms_have_features(RegistryVersion version, String type, String field, boolean served) {
        app.tag("v1", """
                {"schemaVersion":2,"mediaType":"application/vnd.%s+json","manifests":[
                {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s",%s}]}""".formatted(type, manifest, field));
        assertServed(version, served);
    }

    @ParameterizedTest
    @CsvSource({"V2,true", "V3,false"})
    void an_oci_index_has_annotations_in_3(RegistryVersion version, boolean served) {
        app.tag("v1", Manifests.index(manifest).replace("\"manifests\"", "\"annotations\":5,\"manifests\""));
        assertServed(version, served);
    }

    @ParameterizedTest
    @EnumSource
    void the_registry_breaks_down_at_an_untyped_manifest_that_it_cannot_read_as_an_index(RegistryVersion version) {
        app.tag("v1", "{\"schemaVersion\":2,\"manifests\":{}}");
        assertServed(version, false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{|{|true",
                "{| {|false",
                "\"history\":[|\"history\":[null,{\"V1Compatibility\":null},|true",
                "\"history\":[|\"history\":[5,|false",
                "\"history\":[|\"history\":[{\"V1Compatibility\":5},|false",
                "{|{\"history\":5,|false",
                "{|{\"tag\":5,|false",
                "{|{\"name\":null,|true"
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void version_2_serves_of_schema1_what_it_can_sign(String part, String changed, boolean served) {
        String schema1 = "{\"schemaVersion\":1,\"fsLayers\":[{\"blobSum\":\"%s\"}],\"history\":[{}]}".formatted(layer);
        int at = schema1.indexOf(part);
        app.tag("v1", schema1.substring(0, at) + changed + schema1.substring(at + part.length()));
        assertServed(RegistryVersion.V2, served);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"[]|1", "null|1", "[\"https://example.org/layer\"]|0"})
    void a_foreign_layer_lies_elsewhere_only_where_urls_say_so(String urls, int broken) {
        String type = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
        app.tag("v1", """
                {"schemaVersion":2,"config":{"digest":"%s"},"layers":[{"mediaType":"%s","digest":"%s","urls":%s}]}""".formatted(config, type, OTHER, urls));
        assertThat(brokenTags(RegistryVersion.V3)).hasSize(broken);
    }

    @Test
    void a_config_never_lies_elsewhere() {
        String type = "application/vnd.docker.image.rootfs.foreign.diff.tar.gzip";
        app.tag("v1", """
                {"schemaVersion":2,"config":{"mediaType":"%s","digest":"%s","urls":["https://example.org/x"]}}""".formatted(type, OTHER));
        assertThat(brokenTags(RegistryVersion.V3)).hasSize(1);
    }

    private static String beside(String file, String name) {
        return file.substring(0, file.lastIndexOf('/')) + (name.isEmpty() ? "" : "/" + name);
    }

    private void assertServed(RegistryVersion version, boolean served) {
        assertThat(brokenTags(version)).hasSize(served ? 0 : 1);
        assertThat(blockers(version, GarbageCollectionMode.GC)).isEqualTo(served ? 0 : 1);
    }

    private void assertBlocked(RegistryVersion version) {
        assertThat(blockers(version, GarbageCollectionMode.GC)).isPositive();
        assertThat(blockers(version, GarbageCollectionMode.GC_DELETE_UNTAGGED)).isPositive();
    }

    private void assertCollects(RegistryVersion version) {
        assertThat(blockers(version, GarbageCollectionMode.GC)).isZero();
        assertThat(blockers(version, GarbageCollectionMode.GC_DELETE_UNTAGGED)).isZero();
    }

    private long blockers(RegistryVersion version, GarbageCollectionMode mode) {
        return scan(version).blockers(mode).orElseThrow();
    }

    private List<BrokenTag> brokenTags(RegistryVersion version) {
        return scan(version).brokenTags().toList();
    }

    private List<String> damages(RegistryVersion version) {
        return scan(version).repositories().stream()
                .flatMap(repository -> repository.damages().stream())
                .map(damage -> damage.path())
                .toList();
    }

    private Inventory scan(RegistryVersion version) {
        try (Scanning scanning = Scanning.of(storage, version)) {
            return scanning.scan();
        }
    }
}
