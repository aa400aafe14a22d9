package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.scan.result.Damage;
import io.registryexporter.exporter.scan.result.ScannedUploads;
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
public final class UploadReader {
    private static final List<String> UPLOADS = List.of(Layout.UPLOADS);
    private static final int MAX_BYTES = 1024;
    private static final int MAX_YEAR = 9999;

    private final StorageFiles files;
    private final Layout layout;

    public UploadReader(StorageFiles files, Layout layout) {
        this.files = files;
        this.layout = layout;
    }

    /** The uploads of a repository. */
    public Reading<ScannedUploads> read(FoundRepository repository) {
        Path directory = repository.directory().resolve(Layout.UPLOADS);
        try (RepositoryListing listing = RepositoryListing.list(files, repository, UPLOADS)) {
            ScannedUploads uploads = ScannedUploads.NONE;
            List<Damage> damages = new ArrayList<>();
            listing.fault().ifPresent(reason -> damages.add(repository.damage(layout, reason, directory)));
            for (Path name : listing.names()) {
                Reading<ScannedUploads> upload = readEntry(repository, directory.resolve(name));
                uploads = uploads.and(upload.value());
                damages.addAll(upload.damages());
            }
            return new Reading<>(uploads, damages);
        }
    }

    private Reading<ScannedUploads> readEntry(FoundRepository repository, Path upload) {
        return look(repository, upload)
                .then(node -> node instanceof Node.Directory
                        ? readUpload(repository, upload)
                        : Reading.of(ScannedUploads.NONE));
    }

    private Reading<ScannedUploads> readUpload(FoundRepository repository, Path upload) {
        Reading<Node> data = look(repository, upload.resolve(Layout.DATA));
        Reading<Node> startedAt = look(repository, upload.resolve(Layout.STARTED_AT));
        Reading<Long> deleted = deletedWhileOpen(repository, upload);
        return data.with(startedAt.damages())
                .with(deleted.damages())
                .then(node -> upload(repository, node, startedAt.value(), deleted.value()));
    }

    private Reading<ScannedUploads> upload(FoundRepository repository, Node data, Node startedAt, long deleted) {
        Node file = data instanceof Node.File ? data : startedAt;
        if (!(file instanceof Node.File written)) {
            return Reading.of(ScannedUploads.NONE);
        }
        long bytes = data instanceof Node.File ? written.size() + deleted : deleted;
        return start(repository, startedAt)
                .map(start -> new ScannedUploads(1, bytes, start.orElse(written.modified())));
    }

    /** Bytes of files that were deleted while a process had them open (R34). */
    private Reading<Long> deletedWhileOpen(FoundRepository repository, Path upload) {
        Listing listing = files.list(upload);
        long bytes = 0;
        List<Damage> damages = new ArrayList<>();
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
        return new Reading<>(bytes, damages);
    }

    private Reading<Node> look(FoundRepository repository, Path path) {
        Node node = files.look(path);
        return Reading.of(node, node.fault().map(reason -> repository.damage(layout, reason, path)));
    }

    private Reading<Optional<Instant>> start(FoundRepository repository, Node node) {
        if (!(node instanceof Node.File file) || file.size() > MAX_BYTES) {
            return Reading.of(Optional.empty());
        }
        Content content = files.read(file, MAX_BYTES);
        return content instanceof Content.Faulty faulty
                ? Reading.of(Optional.empty(), Optional.of(repository.damage(layout, faulty.reason(), file.path())))
                : Reading.of(
                        content instanceof Content.Bytes bytes
                                ? parse(new String(bytes.bytes(), StandardCharsets.UTF_8).strip())
                                : Optional.empty());
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
