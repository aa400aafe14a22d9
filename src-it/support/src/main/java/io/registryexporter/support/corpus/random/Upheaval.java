package io.registryexporter.support.corpus.random;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Changes a storage again and again, in every way that the next scan says it sees: what comes and goes in the directories of
 * repositories, tags, revisions, layers and blobs, and links of tags and revisions that are written in their place.
 */
public final class Upheaval {
    private static final int MOST_REPOSITORIES = 8;
    private static final int MOST_LINKS = 4;

    private final Path v2;
    private final Path pristine;
    private final Random random;
    private final Choice choice;

    /**
     * @param v2 the v2 directory that is changed
     * @param pristine a copy of it, from which things come back with their old times
     */
    public Upheaval(Path v2, Path pristine, Random random) {
        this.v2 = v2;
        this.pristine = pristine;
        this.random = random;
        this.choice = new Choice(random, v2);
    }

    /** One change, in a line. */
    public String change() throws IOException, InterruptedException {
        for (int attempt = 0; attempt < 50; attempt++) {
            Optional<String> changed = random.nextInt(4) == 0 ? bringBack() : changeOne();
            if (changed.isPresent()) {
                return changed.get().replace(v2 + "/", "");
            }
        }
        return "nothing";
    }

    private Optional<String> changeOne() throws IOException, InterruptedException {
        return switch (random.nextInt(10)) {
            case 0, 1 -> one(this::isListed).map(Upheaval::remove);
            case 2 -> move(one(this::isRepository));
            case 3 -> copy(one(this::isRepository));
            case 4, 5 -> rewrite(one(this::isReadEachTime));
            case 6 -> replace(one(this::isReadEachTime));
            case 7 -> replace(one(this::isPart));
            case 8 -> link(one(this::isRepository));
            default -> stray(one(this::isListing));
        };
    }

    /** Something that was there at first, as it was then. */
    private Optional<String> bringBack() throws IOException {
        List<Path> gone = new ArrayList<>();
        for (Path path : Trees.all(pristine)) {
            Path place = v2.resolve(pristine.relativize(path));
            if (!Trees.exists(place) && Trees.isDirectory(place.getParent())) {
                gone.add(path);
            }
        }
        if (gone.isEmpty()) {
            return Optional.empty();
        }
        Path path = choice.of(gone);
        Path place = v2.resolve(pristine.relativize(path));
        Trees.copy(path, place);
        return Optional.of(place + " comes back");
    }

    private Optional<Path> one(Predicate<Path> wanted) throws IOException {
        List<Path> found = Trees.all(v2).stream().filter(wanted).toList();
        return found.isEmpty() ? Optional.empty() : Optional.of(choice.of(found));
    }

    private boolean isRepository(Path path) {
        return path.startsWith(v2.resolve("repositories"))
                && !path.toString().contains("/_")
                && Trees.isDirectory(path.resolve("_manifests"));
    }

    /** What comes and goes as an entry of a directory that is watched. */
    private boolean isListed(Path path) {
        Path parent = path.getParent();
        boolean inRepository = parent.endsWith("tags")
                || (parent.endsWith("sha256") && path.toString().contains("/_"));
        boolean blob = parent.getParent().endsWith("blobs/sha256");
        return (inRepository || blob || isRepository(path)) && Trees.isDirectory(path);
    }

    private boolean isReadEachTime(Path path) {
        boolean tag = path.endsWith("current/link");
        boolean revision = path.endsWith("link")
                && path.getParent().getParent().getParent().endsWith("revisions");
        return (tag || revision) && Files.isRegularFile(path) && !Files.isSymbolicLink(path);
    }

    private boolean isPart(Path path) {
        boolean part = path.endsWith("_manifests")
                || path.endsWith("_layers")
                || path.endsWith("_manifests/tags")
                || path.endsWith("_manifests/revisions")
                || path.endsWith("_layers/sha256")
                || path.endsWith("revisions/sha256");
        return part && Trees.isDirectory(path);
    }

    private boolean isListing(Path path) {
        boolean blobs = path.getParent().endsWith("blobs/sha256");
        return (isPart(path) || blobs || isRepository(path)) && Trees.isDirectory(path);
    }

    private static String remove(Path path) {
        try {
            Trees.delete(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return path + " removed";
    }

    private Path other(Path repository) {
        return repository.resolveSibling("r" + random.nextInt(4));
    }

    private Optional<String> move(Optional<Path> repository) throws IOException {
        Path to = repository.map(this::other).orElse(v2);
        if (Trees.exists(to)) {
            return Optional.empty();
        }
        Files.move(repository.orElseThrow(), to);
        return Optional.of(repository.get() + " moved to " + to);
    }

    private Optional<String> copy(Optional<Path> repository) throws IOException {
        if (Trees.all(v2).stream().filter(this::isRepository).count() > MOST_REPOSITORIES) {
            return Optional.empty();
        }
        Path to = repository.map(this::other).orElse(v2);
        if (Trees.exists(to) || holdsPipe(repository.orElseThrow())) {
            return Optional.empty();
        }
        Trees.copy(repository.orElseThrow(), to);
        return Optional.of(repository.get() + " copied to " + to);
    }

    /** Whoever copies one waits for ever. */
    private static boolean holdsPipe(Path directory) throws IOException {
        return Trees.all(directory).stream()
                .anyMatch(path -> !Trees.isDirectory(path)
                        && !Files.isSymbolicLink(path)
                        && !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS));
    }

    private Optional<String> rewrite(Optional<Path> link) throws IOException {
        if (link.isEmpty()) {
            return Optional.empty();
        }
        String text = switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> "garbage";
            default -> choice.digest().orElse("sha256:");
        };
        Files.writeString(link.get(), text);
        return Optional.of(link.get() + " now holds " + text);
    }

    private Optional<String> replace(Optional<Path> path) throws IOException, InterruptedException {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        // A link that becomes a pipe while a scan opens it holds the scan, which is StuckScanIT's.
        boolean mayBePipe = Trees.isDirectory(path.get());
        Trees.delete(path.get());
        switch (random.nextInt(mayBePipe ? 5 : 4)) {
            case 0 -> Files.createDirectory(path.get());
            case 1 -> Files.createSymbolicLink(path.get(), Path.of("nowhere"));
            case 2 -> Files.createSymbolicLink(path.get(), Path.of(".."));
            case 3 -> Files.writeString(path.get(), "");
            default ->
                new ProcessBuilder("mkfifo", path.get().toString()).start().waitFor();
        }
        return Optional.of(path.get() + " replaced");
    }

    private Optional<String> link(Optional<Path> repository) throws IOException {
        Optional<Path> to = one(this::isRepository);
        if (repository.isEmpty() || to.isEmpty()) {
            return Optional.empty();
        }
        Path link = repository.get().resolve("l" + random.nextInt(3));
        long links = Trees.all(v2).stream().filter(Files::isSymbolicLink).count();
        if (Trees.exists(link)) {
            Trees.delete(link);
        } else if (links < MOST_LINKS) {
            Files.createSymbolicLink(link, to.get());
        }
        return Optional.of(link + " leads to " + to.get() + ", or no more");
    }

    private Optional<String> stray(Optional<Path> directory) throws IOException {
        if (directory.isEmpty()) {
            return Optional.empty();
        }
        Path stray = directory.get().resolve(choice.of(List.of("stray", ".DS_Store", "lost+found", "UPPER")));
        if (Trees.exists(stray)) {
            Trees.delete(stray);
        } else if (random.nextBoolean()) {
            Files.createDirectory(stray);
        } else {
            Files.writeString(stray, "stray");
        }
        return Optional.of(stray + " comes or goes");
    }
}
