package io.registryexporter.operator.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads manifests from files and standard input. */
public final class ManifestReader {
    private static final String STANDARD_INPUT = "-";

    private final InputStream input;

    /**
     * A reader of files.
     *
     * @param input standard input
     */
    public ManifestReader(InputStream input) {
        this.input = input;
    }

    /**
     * Reads all objects of the files.
     *
     * @param files their names; {@code -} stands for standard input
     * @throws ManifestException if a file cannot be read, or is no manifest
     */
    public Manifests read(List<String> files) {
        List<Manifests.Found> found = new ArrayList<>();
        for (String file : files) {
            String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
            for (YamlDocuments.Document document : YamlDocuments.of(name, text(file))) {
                objects(document, found);
            }
        }
        return Manifests.of(found);
    }

    private static void objects(YamlDocuments.Document document, List<Manifests.Found> found) {
        JsonNode content = document.content();
        if (!content.isObject()) {
            throw new ManifestException(
                    document.place() + ": not an object of Kubernetes, which has apiVersion and kind");
        }
        boolean list = content.path("kind").asText().endsWith("List") && content.has("items");
        if (!list) {
            found.add(new Manifests.Found(document.place(), (ObjectNode) content));
            return;
        }
        String kind = content.path("kind").asText();
        content.path("items").forEach(item -> {
            if (item.isObject()) {
                ObjectNode object = item.deepCopy();
                // The API server leaves kind and version out in the list of one kind.
                if (!kind.equals("List") && !object.has("kind")) {
                    object.put("kind", kind.substring(0, kind.length() - "List".length()));
                    object.set("apiVersion", content.path("apiVersion"));
                }
                objects(new YamlDocuments.Document(document.place(), object), found);
            }
        });
    }

    private String text(String file) {
        try {
            byte[] bytes = file.equals(STANDARD_INPUT) ? input.readAllBytes() : Files.readAllBytes(path(file));
            return withoutMark(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (NoSuchFileException e) {
            throw new ManifestException(file + ": there is no such file; - stands for standard input");
        } catch (CharacterCodingException e) {
            throw new ManifestException(file + ": not text in UTF-8");
        } catch (IOException | InvalidPathException e) {
            throw new ManifestException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private static Path path(String file) {
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new ManifestException(file + ": a directory; name its files, each with -f");
        }
        return path;
    }

    private static String withoutMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
