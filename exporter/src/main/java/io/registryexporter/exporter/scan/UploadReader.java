package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.Content;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.StorageFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/** Reads {@code _uploads/<uuid>/} with {@code data} and {@code startedat} (R22). */
final class UploadReader {
    private static final List<String> UPLOADS = List.of(Layout.UPLOADS);
    private static final int MAX_BYTES = 1024;

    private final StorageFiles files;

    UploadReader(StorageFiles files) {
        this.files = files;
    }

    ScannedUploads read(FoundRepository repository) {
        ScannedUploads uploads = ScannedUploads.NONE;
        for (Path upload : Directories.list(files, repository, UPLOADS).entries()) {
            if (!(files.look(upload) instanceof Node.Directory)) {
                continue;
            }
            Node data = files.look(upload.resolve(Layout.DATA));
            Node startedAt = files.look(upload.resolve(Layout.STARTED_AT));
            if (data instanceof Node.File file) {
                uploads = uploads.and(file.size(), start(startedAt).orElse(file.modified()));
            } else if (startedAt instanceof Node.File file) {
                uploads = uploads.and(0, start(startedAt).orElse(file.modified()));
            }
        }
        return uploads;
    }

    private Optional<Instant> start(Node node) {
        if (node instanceof Node.File file
                && file.size() <= MAX_BYTES
                && files.read(file, MAX_BYTES) instanceof Content.Bytes content) {
            return parse(new String(content.bytes(), StandardCharsets.UTF_8).strip());
        }
        return Optional.empty();
    }

    private static Optional<Instant> parse(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
