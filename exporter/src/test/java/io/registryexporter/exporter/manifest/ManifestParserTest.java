package io.registryexporter.exporter.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.fixture.Manifests;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Digest;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestParserTest {
    private static final String OCI =
            "\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"";
    private static final String HEX = "ab".repeat(32);

    private final ManifestParser parser = new ManifestParser();

    @Test
    void an_image_has_the_number_and_the_declared_bytes_of_its_layers() {
        assertThat(valid(Manifests.image(10, 20, 20))).isEqualTo(new Manifest.Image(3, 50));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaVersion\":2,\"layers\":[{\"size\":5}]}",
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.docker.distribution.manifest.v2+json\","
                        + "\"layers\":[{\"size\":5}]}",
                "{\"schemaVersion\":2,\"manifests\":null,\"layers\":[{\"size\":5}]}",
                "{\"schemaVersion\":2,\"annotations\":{\"a\":null,\"b\":\"c\"},"
                        + "\"layers\":[{\"size\":5,\"urls\":[null,\"u\"],\"annotations\":null,\"platform\":{}}]}",
                "{\"SchemaVersion\":2,\"LAYERS\":[{\"Size\":5}]}"
            })
    void images_are_recognised_by_content(String json) {
        assertThat(valid(json)).isEqualTo(new Manifest.Image(1, 5));
    }

    @Test
    void an_image_may_have_no_layers() {
        assertThat(valid("{" + OCI + "}")).isEqualTo(new Manifest.Image(0, 0));
        assertThat(valid("{" + OCI + ",\"layers\":null}")).isEqualTo(new Manifest.Image(0, 0));
    }

    @Test
    void an_absent_size_counts_as_nothing() {
        assertThat(valid("{" + OCI + ",\"layers\":[{},{\"size\":null},null,{\"size\":5}]}"))
                .isEqualTo(new Manifest.Image(4, 5));
    }

    @Test
    void a_negative_size_counts_as_it_is_declared() {
        assertThat(valid("{" + OCI + ",\"layers\":[{\"size\":-1},{\"size\":5}]}"))
                .isEqualTo(new Manifest.Image(2, 4));
    }

    @Test
    void sizes_are_exact_beyond_doubles_and_stop_at_the_largest_long() {
        assertThat(valid(Manifests.image((1L << 53) + 1))).isEqualTo(new Manifest.Image(1, (1L << 53) + 1));
        assertThat(valid(Manifests.image(Long.MAX_VALUE, 1))).isEqualTo(new Manifest.Image(2, Long.MAX_VALUE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e3", "12.5", "\"123\"", "true", "18446744073709551616", "[1]", "{}"})
    void a_size_that_is_no_int64_makes_the_manifest_invalid(String size) {
        assertThat(reason("{" + OCI + ",\"layers\":[{\"size\":" + size + "}]}"))
                .isEqualTo(DamageReason.MANIFEST_INVALID);
    }

    @Test
    void the_last_of_two_equal_keys_counts() {
        assertThat(valid("{" + OCI + ",\"layers\":[{\"size\":1}],\"layers\":[{\"size\":2},{\"size\":3}]}"))
                .isEqualTo(new Manifest.Image(2, 5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaVersion\":2,\"manifests\":[{\"digest\":\"DIGEST\"}]}",
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
                        + "\"manifests\":[{\"digest\":\"DIGEST\"},{\"digest\":\"nonsense\"}]}",
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.docker.distribution.manifest.list.v2+json\","
                        + "\"layers\":7,\"manifests\":[{\"digest\":\"DIGEST\",\"platform\":{\"os\":\"linux\"}}]}"
            })
    void indexes_give_the_digests_of_their_entries(String json) {
        Digest digest = Digest.parse("sha256:" + HEX).orElseThrow();
        assertThat(valid(json.replace("DIGEST", digest.toString())))
                .isEqualTo(new Manifest.Index(java.util.List.of(digest), 0, 0));
    }

    @Test
    void an_empty_list_of_manifests_is_an_index_all_the_same() {
        assertThat(valid("{\"schemaVersion\":2,\"manifests\":[]}"))
                .isEqualTo(new Manifest.Index(java.util.List.of(), 0, 0));
    }

    @Test
    void a_schema1_manifest_gives_the_digests_of_its_layers() {
        Digest layer = Digest.parse("sha256:" + HEX).orElseThrow();
        assertThat(valid(Manifests.schema1("sha256:" + HEX, "sha256:" + HEX)))
                .isEqualTo(new Manifest.Schema1(2, java.util.List.of(layer, layer)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaVersion\":3}",
                "{}",
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.artifact.manifest.v1+json\"}"
            })
    void other_versions_and_types_are_unsupported(String json) {
        assertThat(reason(json)).isEqualTo(DamageReason.MANIFEST_UNSUPPORTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "{",
                "{\"schemaVersion\":2",
                "{\"schemaVersion\":2} x",
                "{\"schemaVersion\":2}{}",
                "\ufeff{\"schemaVersion\":2}",
                "{\"schemaVersion\":2.0}",
                "{\"schemaVersion\":\"2\"}",
                "{\"schemaVersion\":2,\"mediaType\":7}",
                "{\"schemaVersion\":2,\"layers\":{}}",
                "{\"schemaVersion\":2,\"layers\":[7]}",
                "{\"schemaVersion\":2,\"config\":[]}",
                "{\"schemaVersion\":2,\"annotations\":{\"a\":1}}",
                "{\"schemaVersion\":2,\"layers\":[{\"urls\":\"x\"}]}",
                "{\"schemaVersion\":2,\"layers\":[{\"urls\":[null,{}]}]}",
                "{\"schemaVersion\":2,\"layers\":[{\"annotations\":[1]}]}",
                "{\"schemaVersion\":2,\"mediaType\":\"application/vnd.oci.image.index.v1+json\","
                        + "\"manifests\":[{\"platform\":\"x\"}]}",
                "{\"schemaVersion\":1,\"fsLayers\":[{\"blobSum\":1}]}",
                "{\"schemaVersion\":2,\"x\":\"\u0001\"}",
                "{'schemaVersion':2}"
            })
    void what_go_does_not_read_is_invalid(String json) {
        assertThat(reason(json)).isEqualTo(DamageReason.MANIFEST_INVALID);
    }

    @Test
    void bytes_that_are_no_utf8_pass_inside_strings_only() {
        byte[] inside =
                ("{" + OCI + ",\"annotations\":{\"a\":\"\u00ff\u00fe\"}}").getBytes(StandardCharsets.ISO_8859_1);
        byte[] outside = ("{" + OCI + "\u00ff}").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(parser.parse(inside)).isInstanceOf(ParsedManifest.Valid.class);
        assertThat(parser.parse(outside)).isInstanceOf(ParsedManifest.Invalid.class);
    }

    @Test
    void utf16_is_invalid() {
        assertThat(parser.parse(Manifests.image(1).getBytes(StandardCharsets.UTF_16)))
                .isInstanceOf(ParsedManifest.Invalid.class);
    }

    @Test
    void ten_thousand_levels_are_read_and_more_are_refused() {
        assertThat(parser.parse(nested(9_999))).isInstanceOf(ParsedManifest.Valid.class);
        assertThat(parser.parse(nested(10_000))).isInstanceOf(ParsedManifest.Invalid.class);
        assertThat(parser.parse(nested(1_000_000))).isInstanceOf(ParsedManifest.Invalid.class);
    }

    @Test
    void long_numbers_names_and_strings_in_fields_that_nobody_reads_do_no_harm() {
        String json = "{" + OCI + ",\"n\":" + "9".repeat(100_000) + ",\"" + "k".repeat(100_000) + "\":\""
                + "v".repeat(1_000_000) + "\",\"layers\":[{\"size\":5}]}";
        assertThat(valid(json)).isEqualTo(new Manifest.Image(1, 5));
    }

    @Property
    void no_bytes_make_it_throw(@ForAll byte[] content) {
        assertThat(parser.parse(content)).isNotNull();
    }

    @Property
    void no_values_in_the_fields_that_are_read_make_it_throw(@ForAll("manifests") String json) {
        assertThat(parse(json)).isNotNull();
    }

    /** Manifests of all kinds whose fields hold anything, very long texts and digests of no end among them. */
    @Provide
    Arbitrary<String> manifests() {
        Arbitrary<String> texts = Arbitraries.of("a.", "sha256:", "0", "x", "\\u0000", "application/")
                .flatMap(part -> Arbitraries.of(0, 1, 7, 20_000).map(part::repeat))
                .map(text -> "\"" + text + "a:abcd\"");
        Arbitrary<String> scalars = Arbitraries.oneOf(
                texts,
                Arbitraries.of("null", "true", "1", "-1", "1e9", "9223372036854775808", "\"\"", "{}", "[]"),
                Arbitraries.longs().map(String::valueOf));
        Arbitrary<String> descriptors =
                fields(scalars, "digest", "size", "mediaType", "urls", "annotations", "platform", "blobSum");
        Arbitrary<String> lists =
                Arbitraries.oneOf(scalars, descriptors).list().ofMaxSize(4).map(l -> "[" + String.join(",", l) + "]");
        Arbitrary<String> rest = fields(
                Arbitraries.oneOf(scalars, descriptors, lists),
                "layers",
                "manifests",
                "fsLayers",
                "config",
                "annotations",
                "subject");
        return Combinators.combine(Arbitraries.of("1", "2", "3", "null"), rest)
                .as((version, object) -> "{\"schemaVersion\":" + version + ",\"of\":0,"
                        + (object.equals("{}") ? "\"x\":0}" : object.substring(1)));
    }

    private static Arbitrary<String> fields(Arbitrary<String> values, String... names) {
        return Combinators.combine(Arbitraries.of(names), values)
                .as((name, value) -> "\"" + name + "\":" + value)
                .list()
                .ofMaxSize(5)
                .map(fields -> "{" + String.join(",", fields) + "}");
    }

    @Property
    void no_mutilated_manifest_makes_it_throw(@ForAll @Size(max = 8) byte[] garbage, @ForAll int position) {
        byte[] manifest = Manifests.image(1, 2, 3).getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < garbage.length; i++) {
            manifest[Math.floorMod(position + i * 31, manifest.length)] = garbage[i];
        }
        assertThat(parser.parse(manifest)).isNotNull();
    }

    private static byte[] nested(int arrays) {
        String json = "{" + OCI + ",\"x\":" + "[".repeat(arrays) + "]".repeat(arrays) + "}";
        return json.getBytes(StandardCharsets.UTF_8);
    }

    private Manifest valid(String json) {
        return ((ParsedManifest.Valid) parse(json)).manifest();
    }

    private DamageReason reason(String json) {
        return ((ParsedManifest.Invalid) parse(json)).reason();
    }

    private ParsedManifest parse(String json) {
        return parser.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
