package io.registryexporter.exporter.storage;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Reads link files: a regular file of at most 1 KiB that contains a digest (R8, R9). */
public final class LinkReader {
    private static final int MAX_BYTES = 1024;

    private final StorageFiles files;

    public LinkReader(StorageFiles files) {
        this.files = files;
    }

    /** Reads the link that lies at {@code components} below a directory that has been looked at. */
    public Link read(Path directory, List<String> components) {
        Node node = files.look(directory, components);
        Content content = node instanceof Node.File file && file.size() <= MAX_BYTES
                ? files.read(file, MAX_BYTES)
                : new Content.Missing();
        return interpret(node, content);
    }

    /**
     * Reads the link that lies below an entry of a directory.
     *
     * @param steps as for {@link OpenDirectory#look}
     */
    public Link read(OpenDirectory directory, Path name, List<Path> steps) {
        OpenDirectory.Read read = directory.read(name, steps, MAX_BYTES);
        return interpret(read.node(), read.content());
    }

    private static Link interpret(Node node, Content content) {
        return node.fold(new Node.Cases<>() {
            @Override
            public Link file(Node.File file) {
                return file.size() > MAX_BYTES
                        ? new Link.Faulty(DamageReason.LINK_TOO_LARGE)
                        : interpret(file, content);
            }

            @Override
            public Link directory(Node.Directory directory) {
                return new Link.Directory();
            }

            @Override
            public Link missing() {
                return new Link.Absent();
            }

            @Override
            public Link faulty(DamageReason reason) {
                return new Link.Faulty(reason);
            }
        });
    }

    private static Link interpret(Node.File file, Content content) {
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
                .<Link>map(digest -> new Link.Target(digest, file.state()))
                .orElseGet(() -> new Link.Faulty(DamageReason.LINK_INVALID));
    }
}
