package io.registryexporter.exporter.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The only access to the files of a storage. Looks at an entry before opening it (R9), follows symbolic links as the
 * registry does but never out of the root (R5), and returns every error of the file system as a value.
 */
public final class StorageFiles {
    private final Pace pace;
    private final Path realRoot;
    private final Path realV2;
    private final VanishedEntries vanished = new VanishedEntries();

    /**
     * @param root the directory that no symbolic link may leave
     * @param v2 the v2 directory, which may itself be reached by a link out of the root, because the user gave that path
     * @param pace for each time that the file system is asked
     * @throws IOException if there is no such directory
     */
    public StorageFiles(Path root, Path v2, Pace pace) throws IOException {
        this.pace = pace;
        this.realRoot = root.toRealPath();
        this.realV2 = v2.toRealPath();
    }

    /** What {@code path} is. The caller has looked at the directories above. */
    public Node look(Path path) {
        pace.await();
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return attributes.isSymbolicLink() ? follow(path) : node(path, attributes, false);
        } catch (IOException e) {
            return FileErrors.classify(e);
        }
    }

    /** What an entry is that a listing has just named, and that may be gone. */
    public Node lookAtListed(Path path) {
        return lookAtListed(path, Optional.empty());
    }

    /** @param modified when the directory above was last written, before it was listed */
    Node lookAtListed(Path path, Optional<FileTime> modified) {
        Node node = look(path);
        if (node instanceof Node.Missing) {
            vanished.add(path, modified);
        }
        return node;
    }

    /** The entries that were listed or looked at, and gone a moment later. */
    public VanishedEntries vanished() {
        return vanished;
    }

    /** Walks down from {@code directory} and looks at each component on the way. */
    public Node look(Path directory, List<String> components) {
        Node node = new Node.Missing();
        Path path = directory;
        for (int i = 0; i < components.size(); i++) {
            path = path.resolve(components.get(i));
            node = look(path);
            boolean last = i == components.size() - 1;
            if (!last && !(node instanceof Node.Directory)) {
                return node instanceof Node.File ? new Node.Faulty(DamageReason.NOT_A_DIRECTORY) : node;
            }
        }
        return node;
    }

    /** The entries of a directory, in no order. */
    public Listing list(Path directory) {
        List<Path> entries = new ArrayList<>();
        pace.await();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
            stream.forEach(entry -> {
                pace.countEntry();
                entries.add(entry);
            });
        } catch (DirectoryIteratorException e) {
            return broken(entries, e.getCause());
        } catch (NoSuchFileException e) {
            vanished.add(directory, Optional.empty());
            return new Listing.Complete(entries);
        } catch (IOException e) {
            return broken(entries, e);
        }
        return new Listing.Complete(entries);
    }

    /**
     * Lists a directory that has been looked at, and keeps it open.
     *
     * @throws IOException if the directory cannot be opened; {@link #fault} says what the exception means
     */
    public OpenDirectory open(Path directory) throws IOException {
        pace.await();
        try {
            return OpenDirectory.listed(this, pace, directory);
        } catch (NoSuchFileException e) {
            vanished.add(directory, Optional.empty());
            throw e;
        }
    }

    /**
     * Opens a directory whose entries are known.
     *
     * @throws IOException as {@link #open}
     */
    public OpenDirectory openUnlisted(Path directory) throws IOException {
        pace.await();
        return OpenDirectory.unlisted(this, pace, directory);
    }

    /** Why a directory cannot be opened; none if it is gone. */
    public static Optional<DamageReason> fault(IOException e) {
        return FileErrors.classify(e) instanceof Node.Faulty faulty ? Optional.of(faulty.reason()) : Optional.empty();
    }

    /** Reads a file that has been looked at: up to {@code limit} bytes, and one more if the file has grown beyond. */
    public Content read(Node.File file, int limit) {
        pace.await();
        try (SeekableByteChannel channel = Files.newByteChannel(file.path())) {
            return new Content.Bytes(Bytes.read(channel, file.size(), limit));
        } catch (IOException e) {
            return FileErrors.classify(e) instanceof Node.Faulty faulty
                    ? new Content.Faulty(faulty.reason())
                    : new Content.Missing();
        }
    }

    /**
     * Reads a file that has been looked at: as many bytes as the file had then.
     *
     * @param buffer takes each piece; has an array
     * @param pieces takes the buffer with each piece
     * @return the file, or what is there instead, or why the file cannot be read
     */
    public Node read(Node.File file, ByteBuffer buffer, ByteRate rate, Consumer<ByteBuffer> pieces) {
        try (SeekableByteChannel channel = Files.newByteChannel(file.path())) {
            long left = file.size();
            int read = 0;
            while (left > 0 && read >= 0) {
                int piece = rate.piece((int) Math.min(left, buffer.capacity()));
                pace.await();
                rate.await(piece);
                read = channel.read(buffer.clear().limit(piece));
                pieces.accept(buffer.flip());
                left -= read;
            }
            return file;
        } catch (IOException e) {
            return FileErrors.classify(e);
        }
    }

    /**
     * A directory and those above it as they really lie, up to the root, without links between them.
     *
     * @param entered whether a walk enters a directory of this name; the list ends at a directory that no walk enters
     */
    List<Node.Directory> above(Path directory, Predicate<String> entered) {
        List<Node.Directory> above = new ArrayList<>();
        try {
            Path path = directory.toRealPath();
            while (isInside(path)) {
                above.add(new Node.Directory(
                        path,
                        Files.readAttributes(path, BasicFileAttributes.class).fileKey(),
                        false));
                boolean ends = path.getFileName() == null
                        || !entered.test(path.getFileName().toString());
                path = ends ? path.getRoot() : path.getParent();
            }
        } catch (IOException e) {
            // The walk itself finds entries that are gone or cannot be looked at.
            return above;
        }
        return above;
    }

    private boolean isInside(Path real) {
        return real.startsWith(realRoot) || real.startsWith(realV2);
    }

    private Node follow(Path link) throws IOException {
        Path target;
        try {
            target = link.toRealPath();
        } catch (NoSuchFileException e) {
            boolean vanished = !Files.isSymbolicLink(link);
            return vanished ? new Node.Missing() : new Node.Faulty(DamageReason.SYMLINK_BROKEN);
        }
        if (!isInside(target)) {
            return new Node.Faulty(DamageReason.SYMLINK_OUTSIDE_ROOT);
        }
        return node(link, Files.readAttributes(target, BasicFileAttributes.class), true);
    }

    private static Node node(Path path, BasicFileAttributes attributes, boolean viaSymlink) {
        if (attributes.isRegularFile()) {
            return new Node.File(path, attributes.size(), FileState.of(attributes));
        }
        if (attributes.isDirectory()) {
            return new Node.Directory(path, attributes.fileKey(), viaSymlink);
        }
        return new Node.Faulty(DamageReason.NOT_A_REGULAR_FILE);
    }

    private static Listing broken(List<Path> entries, IOException e) {
        return FileErrors.classify(e) instanceof Node.Faulty faulty
                ? new Listing.Broken(entries, faulty.reason())
                : new Listing.Complete(entries);
    }
}
