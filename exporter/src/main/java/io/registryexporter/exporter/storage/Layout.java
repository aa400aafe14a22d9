package io.registryexporter.exporter.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The paths below the v2 directory of a storage (storage rules, section "Layout"). */
public record Layout(Path v2) {
    private static final int LAST_BYTE = 0xff;

    /** From the registry's rootdirectory to the v2 directory. */
    static final Path BELOW_ROOT = Path.of("docker", "registry", "v2");

    public static final String REPOSITORIES = "repositories";
    public static final String BLOBS = "blobs";
    public static final String MANIFESTS = "_manifests";
    public static final String LAYERS = "_layers";
    public static final String TAGS = "tags";
    public static final String REVISIONS = "revisions";
    public static final String CURRENT = "current";
    public static final String LINK = "link";
    public static final String DATA = "data";
    public static final String UPLOADS = "_uploads";
    public static final String STARTED_AT = "startedat";

    /** From a tag's directory to its link, step by step. */
    public static final List<Path> CURRENT_LINK = List.of(Path.of(CURRENT), Path.of(CURRENT, LINK));

    /** From a revision's directory to its link. */
    public static final List<Path> OWN_LINK = List.of(Path.of(LINK));

    /** From a blob's directory to its data. */
    public static final List<Path> OWN_DATA = List.of(Path.of(DATA));

    /** The rootdirectory of a v2 directory, if the path of the v2 directory ends as it should. */
    static Optional<Path> rootdirectory(Path v2) {
        return v2.isAbsolute() && v2.endsWith(BELOW_ROOT)
                ? Optional.of(v2.getParent().getParent().getParent())
                : Optional.empty();
    }

    public Path repositories() {
        return v2.resolve(REPOSITORIES);
    }

    /** The path of a blob's data as components below the v2 directory: {@code blobs/sha256/ab/abcd…/data} (R13). */
    public List<String> blobData(Digest digest) {
        String encoded = digest.encoded();
        List<String> path = new ArrayList<>();
        path.add(BLOBS);
        path.addAll(algorithmPath(digest));
        path.add(encoded.substring(0, 2));
        path.add(encoded);
        path.add(DATA);
        return path;
    }

    /** The path of a link below {@code _layers} or {@code revisions}: {@code sha256/abcd…/link}. */
    public static List<String> digestLink(Digest digest) {
        List<String> path = new ArrayList<>(algorithmPath(digest));
        path.add(digest.encoded());
        path.add(LINK);
        return path;
    }

    /** Where a tag lies, relative to the v2 directory, for people. */
    public static String tagPath(String repository, String tag) {
        return String.join("/", REPOSITORIES, repository, MANIFESTS, TAGS, tag);
    }

    /** Where a revision lies, relative to the v2 directory, for people. */
    public static String revisionPath(String repository, Digest digest) {
        return String.join(
                "/",
                REPOSITORIES,
                repository,
                MANIFESTS,
                REVISIONS,
                String.join("/", algorithmPath(digest)),
                digest.encoded());
    }

    /**
     * The digest of the blob that the registry's garbage collection sees in a file {@code data}: its directory is named by
     * the digest, and the directory above by the algorithm, or by the first two characters, below the algorithm (R28).
     *
     * @param directory below the v2 directory, such as {@code blobs/sha256/ab/abcd…}
     */
    public static Optional<Digest> digestOfData(Path directory) {
        int last = directory.getNameCount() - 1;
        String encoded = directory.getName(last).toString();
        String above = last > 0 ? directory.getName(last - 1).toString() : "";
        boolean below = encoded.length() > 2 && above.equals(encoded.substring(0, 2)) && last > 1;
        return Digest.of(below ? directory.getName(last - 2).toString() : above, encoded);
    }

    /** Whether NFS keeps a file under this name because a process had the file open when it was deleted (R34). */
    public static boolean isDeletedWhileOpen(Path file) {
        return file.getFileName().toString().startsWith(".nfs");
    }

    /** Whether the registry accepts a path with this component; it reads no other paths. */
    public static boolean isAccepted(String component) {
        return !component.isEmpty()
                && component
                        .chars()
                        .allMatch(c -> (c >= 'a' && c <= 'z')
                                || (c >= 'A' && c <= 'Z')
                                || (c >= '0' && c <= '9')
                                || c == '.'
                                || c == '_'
                                || c == '-');
    }

    /** Where the data of a blob lies, relative to the v2 directory, for people. */
    public static String blobPath(Digest digest) {
        return String.join("/", BLOBS, digest.algorithm(), digest.encoded().substring(0, 2), digest.encoded(), DATA);
    }

    /** From a repository's directory to the link of a layer, step by step. */
    public static List<String> layerLink(Digest digest) {
        return List.of(LAYERS, digest.algorithm(), digest.encoded(), LINK);
    }

    /** Where the link of a layer lies, relative to the v2 directory, for people. */
    public static String layerPath(String repository, Digest digest) {
        return String.join("/", REPOSITORIES, repository, LAYERS, digest.algorithm(), digest.encoded());
    }

    private static List<String> algorithmPath(Digest digest) {
        return List.of(digest.algorithm());
    }

    /** A path below the v2 directory for people: relative, and without characters that could forge other text. */
    public String describe(Path path) {
        String relative = path.startsWith(v2) ? v2.relativize(path).toString() : path.toString();
        StringBuilder text = new StringBuilder();
        relative.codePoints().forEach(c -> {
            if (!isDeceptive(c)) {
                text.appendCodePoint(c);
            } else {
                text.append(c <= LAST_BYTE ? String.format("\\x%02x", c) : String.format("\\u%04x", c));
            }
        });
        return text.toString();
    }

    /** Whether the character begins a line, controls a terminal, or changes the direction of the text. */
    private static boolean isDeceptive(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
