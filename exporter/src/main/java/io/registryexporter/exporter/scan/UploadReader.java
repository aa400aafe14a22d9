package io.registryexporter.exporter.scan;

import io.registryexporter.exporter.storage.Content;
import io.registryexporter.exporter.storage.DamageReason;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.Listing;
import io.registryexporter.exporter.storage.Node;
import io.registryexporter.exporter.storage.StorageFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads {@code _uploads/<uuid>/} with {@code data} and {@code startedat} (R22). */
final class UploadReader {
    private static final List<String> UPLOADS = List.of(Layout.UPLOADS);
    private static final int MAX_BYTES = 1024;
    private static final int MAX_YEAR = 9999;

    private final StorageFiles files;
    private final Layout layout;

    UploadReader(StorageFiles files, Layout layout) {
        this.files = files;
        this.layout = layout;
    }

    /** The uploads of a repository, and what among them cannot be read. */
    record Read(ScannedUploads uploads, List<Damage> damages) {}

    Read read(FoundRepository repository) {
        List<Damage> damages = new ArrayList<>();
        ScannedUploads uploads = ScannedUploads.NONE;
        Path directory = repository.directory().resolve(Layout.UPLOADS);
        try (RepositoryListing listing = RepositoryListing.list(files, repository, UPLOADS)) {
            listing.fault().ifPresent(reason -> damages.add(repository.damage(layout, reason, directory)));
            for (Path name : listing.names()) {
                Path upload = directory.resolve(name);
                if (look(repository, upload, damages) instanceof Node.Directory) {
                    uploads = uploads.and(read(repository, upload, damages));
                }
            }
        }
        return new Read(uploads, damages);
    }

    private ScannedUploads read(FoundRepository repository, Path upload, List<Damage> damages) {
        Node data = look(repository, upload.resolve(Layout.DATA), damages);
        Node startedAt = look(repository, upload.resolve(Layout.STARTED_AT), damages);
        long held = heldByNfs(repository, upload, damages);
        if (data instanceof Node.File file) {
            return new ScannedUploads(
                    1, file.size() + held, start(repository, startedAt, damages).orElse(file.modified()));
        }
        return startedAt instanceof Node.File file
                ? new ScannedUploads(
                        1, held, start(repository, startedAt, damages).orElse(file.modified()))
                : ScannedUploads.NONE;
    }

    /** Bytes of files that were deleted while a process had them open (R34). */
    private long heldByNfs(FoundRepository repository, Path upload, List<Damage> damages) {
        long bytes = 0;
        Listing listing = files.list(upload);
        if (listing instanceof Listing.Broken broken) {
            damages.add(repository.damage(layout, broken.reason(), upload));
        }
        for (Path entry : listing.entries()) {
            if (Layout.isDeletedWhileOpen(entry) && files.look(entry) instanceof Node.File file) {
                bytes += file.size();
                damages.add(repository
                        .damage(layout, DamageReason.NFS_LEFTOVER, entry)
                        .about(file.size() + " bytes"));
            }
        }
        return bytes;
    }

    private Node look(FoundRepository repository, Path path, List<Damage> damages) {
        Node node = files.look(path);
        if (node instanceof Node.Faulty faulty) {
            damages.add(repository.damage(layout, faulty.reason(), path));
        }
        return node;
    }

    private Optional<Instant> start(FoundRepository repository, Node node, List<Damage> damages) {
        if (!(node instanceof Node.File file) || file.size() > MAX_BYTES) {
            return Optional.empty();
        }
        Content content = files.read(file, MAX_BYTES);
        if (content instanceof Content.Faulty faulty) {
            damages.add(repository.damage(layout, faulty.reason(), file.path()));
        }
        return content instanceof Content.Bytes bytes
                ? parse(new String(bytes.bytes(), StandardCharsets.UTF_8).strip())
                : Optional.empty();
    }

    /** RFC 3339, which has years of four digits. */
    private static Optional<Instant> parse(String text) {
        try {
            OffsetDateTime time = OffsetDateTime.parse(text);
            boolean valid = time.getYear() >= 0 && time.getYear() <= MAX_YEAR;
            return valid ? Optional.of(time.toInstant()) : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
