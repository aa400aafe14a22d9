package io.registryexporter.operator.decide.desired;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A prefix of images: a registry, a path in it, a repository, or one image.
 *
 * @param text with its registry; a prefix that ends with a slash stands for all images below it
 */
public record ImagePrefix(String text) {
    private static final String DOCKER = "docker.io/";
    private static final String HOST =
            "(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\\[[0-9A-Fa-f:]+])(?::[0-9]{1,5})?";
    private static final String COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final String REPOSITORY = HOST + "(?:/" + COMPONENT + ")+";
    private static final String TAG = "(?::[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?";
    private static final String DIGEST = "(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9A-Fa-f]{32,})?";
    private static final Pattern IMAGE = Pattern.compile(REPOSITORY + TAG + DIGEST);
    private static final Pattern BELOW = Pattern.compile(HOST + "(?:/" + COMPONENT + ")*/");

    /** Separators after a whole component: of the path, a tag, or a digest. */
    private static final String BOUNDARIES = "/:@";

    /** Parses a prefix; empty if no image can begin with it. */
    static Optional<ImagePrefix> of(String written) {
        boolean isHost = !written.contains("/") && looksLikeHost(written);
        String open = isHost ? written + "/" : written;
        Optional<String> text = open.endsWith("/")
                ? Optional.of(withHost(open))
                        .filter(below -> BELOW.matcher(below).matches())
                : written.contains("/")
                        ? Optional.of(withHost(open))
                                .filter(image -> IMAGE.matcher(image).matches())
                        : image(written);
        return text.map(ImagePrefix::new);
    }

    /**
     * The full form of an image: {@code docker.io/library/nginx} for {@code nginx}. Empty if the text is no image
     * reference.
     */
    static Optional<String> image(String reference) {
        String full = withHost(reference);
        String path = full.startsWith(DOCKER) ? full.substring(DOCKER.length()) : "/";
        String whole = path.contains("/") ? full : DOCKER + "library/" + path;
        return Optional.of(whole).filter(image -> IMAGE.matcher(image).matches());
    }

    /** Whether an image begins with this prefix. */
    boolean admits(String reference) {
        return image(reference)
                .filter(image -> image.startsWith(text))
                .filter(image -> text.endsWith("/")
                        || image.length() == text.length()
                        || (!namesOneImage() && BOUNDARIES.indexOf(image.charAt(text.length())) >= 0))
                .isPresent();
    }

    /**
     * Whether the prefix has a tag or a digest. A digest after a tag names another image, because container runtimes
     * then ignore the tag.
     */
    private boolean namesOneImage() {
        return text.indexOf(':', text.lastIndexOf('/')) >= 0;
    }

    private static String withHost(String reference) {
        int slash = reference.indexOf('/');
        String first = slash < 0 ? "" : reference.substring(0, slash);
        if (!namesHost(first)) {
            return DOCKER + reference;
        }
        return first.equals("index.docker.io") ? DOCKER + reference.substring(slash + 1) : reference;
    }

    /** Whether the part before the first slash is a host, by the rule of container runtimes. */
    private static boolean namesHost(String first) {
        return first.contains(".")
                || first.contains(":")
                || first.equals("localhost")
                || first.chars().anyMatch(Character::isUpperCase);
    }

    /** Whether a text without a slash looks like a host: the tag of a name is not a port number. */
    private static boolean looksLikeHost(String written) {
        return written.matches("(?:[A-Za-z0-9-]+\\.)+[A-Za-z0-9-]+(?::[0-9]{1,5})?")
                || written.matches("[A-Za-z0-9.-]+:[0-9]{1,5}")
                || written.equals("localhost")
                || written.startsWith("[");
    }

    @Override
    public String toString() {
        return text;
    }
}
