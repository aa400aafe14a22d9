package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A directory that was listed and is kept open, so that files below its entries are read without a walk down to each of
 * them. Only regular files below real directories are read like that. {@link StorageFiles} reads everything else, and
 * follows symbolic links inside the root only.
 */
public final class OpenDirectory implements AutoCloseable {
    private static final Set<OpenOption> READ = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
    private static final int LINKS_OF_EMPTY_DIRECTORY = 2;
    private static final String LINKS = "nlink";
    private static final String MODIFIED = "lastModifiedTime";

    private final StorageFiles files;
    private final Pace pace;
    private final Path path;
    private final DirectoryStream<Path> stream;
    private final List<Path> names;
    private final Optional<DamageReason> fault;
    private final boolean onlyDirectories;
    private final Optional<FileTime> modified;

    private OpenDirectory(
            StorageFiles files,
            Pace pace,
            Path path,
            DirectoryStream<Path> stream,
            List<Path> names,
            Optional<DamageReason> fault,
            boolean onlyDirectories,
            Optional<FileTime> modified) {
        this.modified = modified;
        this.files = files;
        this.pace = pace;
        this.path = path;
        this.stream = stream;
        this.names = names;
        this.fault = fault;
        this.onlyDirectories = onlyDirectories;
    }

    /** An entry, and its content if the entry is a file that is not larger than the limit. */
    public record Read(Node node, Content content) {}

    /** Opens a directory whose entries are known. */
    @SuppressWarnings("StreamResourceLeak") // the returned directory closes the stream
    static OpenDirectory unlisted(StorageFiles files, Pace pace, Path path) throws IOException {
        return new OpenDirectory(
                files,
                pace,
                path,
                Files.newDirectoryStream(path),
                List.of(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    @SuppressWarnings("StreamResourceLeak") // the returned directory closes the stream
    static OpenDirectory listed(StorageFiles files, Pace pace, Path path) throws IOException {
        DirectoryStream<Path> stream = Files.newDirectoryStream(path);
        Map<String, Object> own = own(path);
        List<Path> names = new ArrayList<>();
        Optional<DamageReason> fault = Optional.empty();
        try {
            stream.forEach(entry -> {
                pace.countEntry();
                names.add(entry.getFileName());
            });
        } catch (DirectoryIteratorException e) {
            fault = FileErrors.classify(e.getCause()) instanceof Node.Faulty faulty
                    ? Optional.of(faulty.reason())
                    : Optional.empty();
        }
        return new OpenDirectory(
                files,
                pace,
                path,
                stream,
                names,
                fault,
                subdirectories(own) == names.size(),
                Optional.ofNullable((FileTime) own.get(MODIFIED)));
    }

    /** Empty where the file system does not report them. */
    private static Map<String, Object> own(Path path) {
        try {
            return Files.readAttributes(path, "unix:" + LINKS + "," + MODIFIED);
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return Map.of();
        }
    }

    /** How many directories are in it, from the number of links to it; -1 where the file system does not count them. */
    private static long subdirectories(Map<String, Object> own) {
        return own.get(LINKS) instanceof Number links ? links.longValue() - LINKS_OF_EMPTY_DIRECTORY : -1;
    }

    /** Looks at one of its entries, which may have been removed since the listing. */
    public Node lookAtListed(Path name) {
        return files.lookAtListed(path.resolve(name), modified);
    }

    /** The names of the entries, in no order; paths, because a string cannot represent a name that is not UTF-8. */
    public List<Path> names() {
        return names;
    }

    /** What ended the listing early. */
    public Optional<DamageReason> fault() {
        return fault;
    }

    /**
     * Looks at a path below an entry.
     *
     * @param steps the paths below the entry, from the first to the last: {@code current}, {@code current/link}
     */
    public Node look(Path name, List<Path> steps) {
        return plainFile(name, steps).orElseGet(() -> lookSlowly(name, steps));
    }

    /** Looks at a path below an entry, and reads the file there if it has at most {@code limit} bytes. */
    public Read read(Path name, List<Path> steps, int limit) {
        Optional<Node> plain = plainFile(name, steps);
        if (plain.isPresent() && plain.get() instanceof Node.File file && file.size() <= limit) {
            return new Read(file, content(file, limit));
        }
        Node node = lookSlowly(name, steps);
        return new Read(
                node,
                node instanceof Node.File file && file.size() <= limit
                        ? files.read(file, limit)
                        : new Content.Missing());
    }

    /** The state of a regular file; none if there is no regular file. */
    public Optional<FileState> state(Path relative) {
        return attributes(relative).filter(BasicFileAttributes::isRegularFile).map(FileState::of);
    }

    private Optional<Node> plainFile(Path name, List<Path> steps) {
        boolean below = onlyDirectories || isDirectory(name);
        for (int i = 0; below && i < steps.size() - 1; i++) {
            below = isDirectory(name.resolve(steps.get(i)));
        }
        if (!below) {
            return Optional.empty();
        }
        Path file = name.resolve(last(steps));
        return attributes(file)
                .filter(BasicFileAttributes::isRegularFile)
                .map(attributes -> new Node.File(file, attributes.size(), FileState.of(attributes)));
    }

    private Node lookSlowly(Path name, List<Path> steps) {
        Path entry = path.resolve(name);
        Node node = files.look(entry);
        for (int i = 0; i < steps.size(); i++) {
            if (!(node instanceof Node.Directory)) {
                return node instanceof Node.File ? new Node.Faulty(DamageReason.NOT_A_DIRECTORY) : node;
            }
            node = files.look(entry.resolve(steps.get(i)));
        }
        return node;
    }

    private boolean isDirectory(Path relative) {
        return attributes(relative).filter(BasicFileAttributes::isDirectory).isPresent();
    }

    private Optional<BasicFileAttributes> attributes(Path relative) {
        if (!(stream instanceof SecureDirectoryStream<Path> secure)) {
            return Optional.empty();
        }
        pace.await();
        try {
            return Optional.of(
                    secure.getFileAttributeView(relative, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                            .readAttributes());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The content of a file that is named by its path below this directory. */
    private Content content(Node.File file, int limit) {
        pace.await();
        try (SeekableByteChannel channel = ((SecureDirectoryStream<Path>) stream).newByteChannel(file.path(), READ)) {
            return new Content.Bytes(Bytes.read(channel, file.size(), limit));
        } catch (IOException e) {
            return FileErrors.classify(e) instanceof Node.Faulty faulty
                    ? new Content.Faulty(faulty.reason())
                    : new Content.Missing();
        }
    }

    private static Path last(List<Path> steps) {
        return steps.get(steps.size() - 1);
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            // Nothing was written.
        }
    }
}
