package io.registryexporter.exporter.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads link files: a regular file of at most 1 KiB that holds a digest (R8, R9). */
public final class LinkReader {
    private static final int MAX_BYTES = 1024;

    private final StorageFiles files;

    public LinkReader(StorageFiles files) {
        this.files = files;
    }

    /** Reads the link that lies at {@code components} below a directory that has been looked at. */
    public Link read(Path directory, List<String> components) {
        Node node = files.look(directory, components);
        if (node instanceof Node.File file) {
            return read(file);
        }
        if (node instanceof Node.Faulty faulty) {
            return new Link.Faulty(faulty.reason());
        }
        return node instanceof Node.Directory ? new Link.Faulty(DamageReason.NOT_A_REGULAR_FILE) : new Link.Absent();
    }

    private Link read(Node.File file) {
        if (file.size() > MAX_BYTES) {
            return new Link.Faulty(DamageReason.LINK_TOO_LARGE);
        }
        Content content = files.read(file, MAX_BYTES);
        if (content instanceof Content.Bytes bytes) {
            return parse(file, bytes.bytes());
        }
        return content instanceof Content.Faulty faulty ? new Link.Faulty(faulty.reason()) : new Link.Absent();
    }

    private static Link parse(Node.File file, byte[] bytes) {
        if (bytes.length == 0) {
            return new Link.Empty(file.modified());
        }
        if (bytes.length > MAX_BYTES) {
            return new Link.Faulty(DamageReason.LINK_TOO_LARGE);
        }
        return Digest.parse(new String(bytes, StandardCharsets.ISO_8859_1))
                .<Link>map(digest -> new Link.Target(digest, file.modified().toEpochMilli()))
                .orElseGet(() -> new Link.Faulty(DamageReason.LINK_INVALID));
    }
}
