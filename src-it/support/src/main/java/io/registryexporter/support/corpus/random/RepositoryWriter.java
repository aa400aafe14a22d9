package io.registryexporter.support.corpus.random;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Pushes into one repository. */
final class RepositoryWriter {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final StorageWriter storage;
    private final Path directory;

    RepositoryWriter(StorageWriter storage, Path directory) {
        this.storage = storage;
        this.directory = directory;
    }

    /** Uploads a blob. */
    Content blob(String mediaType, byte[] bytes) {
        return link(storage.blob(mediaType, bytes));
    }

    /** Uploads a blob that the client calls by its sha512 (R12). */
    Content blobOfSha512(String mediaType, byte[] bytes) {
        return link(storage.blob(mediaType, bytes, "SHA-512"));
    }

    /** Mounts what another repository has, or ends an upload. */
    Content link(Content blob) {
        StorageWriter.directory(directory.resolve("_uploads"));
        Path layers = directory.resolve("_layers");
        storage.link(layers, blob.digest(), blob.stored());
        storage.link(layers, blob.stored(), blob.stored());
        return blob;
    }

    /** Pushes a manifest by its digest. */
    Content manifest(String mediaType, JsonNode manifest, boolean indented) {
        byte[] bytes = text(manifest, indented).getBytes(StandardCharsets.UTF_8);
        Content content = storage.blob(mediaType, bytes);
        storage.link(directory.resolve("_manifests/revisions"), content.digest(), content.digest());
        return content;
    }

    /** Points a tag to a manifest; what it pointed to before stays in its history (R7). */
    void tag(String tag, Content manifest) {
        Path tagged = directory.resolve("_manifests/tags").resolve(tag);
        storage.link(tagged.resolve("index"), manifest.digest(), manifest.digest());
        storage.link(tagged, "current", manifest.digest());
    }

    /** Begins an upload that is never finished. */
    void upload(String uuid, byte[] bytes) {
        Path upload = directory.resolve("_uploads").resolve(uuid);
        storage.write(upload.resolve("startedat"), "2023-11-14T22:13:20Z".getBytes(StandardCharsets.UTF_8));
        storage.write(upload.resolve("data"), bytes);
        storage.write(upload.resolve("hashstates/sha256/0"), new byte[] {1});
    }

    private static String text(JsonNode manifest, boolean indented) {
        try {
            return indented
                    ? JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest)
                    : JSON.writeValueAsString(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
