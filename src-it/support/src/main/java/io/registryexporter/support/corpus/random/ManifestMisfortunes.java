package io.registryexporter.support.corpus.random;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a manifest may say that is JSON all the same. */
final class ManifestMisfortunes implements Misfortune {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> FIELDS = List.of(
            "schemaVersion",
            "mediaType",
            "config",
            "layers",
            "manifests",
            "fsLayers",
            "history",
            "signatures",
            "name",
            "tag",
            "architecture",
            "annotations",
            "subject",
            "artifactType",
            "digest",
            "size",
            "urls",
            "platform",
            "data",
            "blobSum",
            "os",
            "os.features",
            "features",
            "variant",
            "v1Compatibility",
            "Layers",
            "SIZE",
            "x");
    private static final List<String> VALUES = List.of(
            "null",
            "[]",
            "{}",
            "\"\"",
            "5",
            "-1",
            "0",
            "2.5",
            "1e3",
            "true",
            "\"text\"",
            "\"aGVsbG8=\"",
            "[5]",
            "[null]",
            "[\"https://example.org/layer\"]",
            "{\"a\":\"b\"}",
            "{\"a\":5}",
            "{\"architecture\":\"amd64\",\"os\":\"linux\"}",
            "[{}]",
            "1",
            "2",
            "9223372036854775808",
            "\"application/vnd.oci.image.manifest.v1+json\"",
            "\"application/vnd.oci.image.index.v1+json\"",
            "\"application/vnd.docker.distribution.manifest.v2+json\"",
            "\"application/vnd.docker.distribution.manifest.list.v2+json\"",
            "\"application/vnd.docker.image.rootfs.foreign.diff.tar.gzip\"",
            "\"sha256:short\"",
            "\"md5:0123456789abcdef0123456789abcdef\"");

    private final Choice choice;

    ManifestMisfortunes(Choice choice) {
        this.choice = choice;
    }

    @Override
    public Optional<String> befall(Path unused) throws IOException {
        Optional<Path> data = choice.manifest();
        if (data.isEmpty()) {
            return Optional.empty();
        }
        Optional<JsonNode> manifest = read(data.get());
        if (manifest.isEmpty()) {
            return Optional.empty();
        }
        List<ObjectNode> objects = new ArrayList<>();
        collect(manifest.get(), objects);
        Optional<String> what = change(choice.of(objects));
        if (what.isPresent()) {
            Files.write(data.get(), JSON.writeValueAsBytes(manifest.get()));
        }
        return what.map(change -> "(not it) manifest " + data.get() + " has " + change);
    }

    private static Optional<JsonNode> read(Path data) throws IOException {
        try {
            JsonNode manifest = JSON.readTree(Files.readAllBytes(data));
            return Optional.of(manifest).filter(JsonNode::isObject);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static void collect(JsonNode node, List<ObjectNode> objects) {
        if (node instanceof ObjectNode object) {
            objects.add(object);
        }
        node.forEach(child -> collect(child, objects));
    }

    private Optional<String> change(ObjectNode object) throws IOException {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() || choice.random().nextInt(3) == 0 ? choice.of(FIELDS) : choice.of(names);
        switch (choice.random().nextInt(6)) {
            case 0 -> {
                object.remove(name);
                return Optional.of("no " + name);
            }
            case 1 -> {
                String digest = choice.digest().orElse("");
                object.put(name, digest);
                return Optional.of(name + " " + digest);
            }
            case 2 -> {
                if (object.get(name) instanceof ArrayNode list && !list.isEmpty()) {
                    list.add(list.get(choice.random().nextInt(list.size())));
                    return Optional.of(name + " with an entry twice");
                }
                return Optional.empty();
            }
            default -> {
                String value = choice.of(VALUES);
                object.set(name, JSON.readTree(value));
                return Optional.of(name + " " + value);
            }
        }
    }
}
