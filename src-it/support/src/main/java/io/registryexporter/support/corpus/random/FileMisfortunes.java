package io.registryexporter.support.corpus.random;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What happens to the content of a file. */
final class FileMisfortunes implements Misfortune {
    private static final List<String> TAILS = List.of("\n", "garbage", " \n\t ", "\0", "}");
    private static final List<String> LETTERS = List.of("0", "1", "9", "a", "e", "z", "-", ",", "\"", "{", "]", "_");
    private static final List<String> UNKNOWN = List.of("md5", "sha1", "blake3", "SHA256", "");

    private final Choice choice;

    FileMisfortunes(Choice choice) {
        this.choice = choice;
    }

    @Override
    public Optional<String> befall(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        return file.endsWith("link") && choice.random().nextInt(3) > 0 ? link(file) : content(file);
    }

    private Optional<String> content(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        switch (choice.random().nextInt(9)) {
            case 0 -> {
                return write(file, new byte[0], "emptied");
            }
            case 1 -> {
                int length = bytes.length == 0 ? 0 : choice.random().nextInt(bytes.length);
                return write(file, Arrays.copyOf(bytes, length), "cut to " + length + " bytes");
            }
            case 2, 3 -> {
                byte[] tail = choice.of(TAILS).getBytes(StandardCharsets.UTF_8);
                byte[] longer = Arrays.copyOf(bytes, bytes.length + tail.length);
                System.arraycopy(tail, 0, longer, bytes.length, tail.length);
                return write(file, longer, "appended " + Arrays.toString(tail));
            }
            case 4 -> {
                byte[] garbage = new byte[bytes.length];
                choice.random().nextBytes(garbage);
                return write(file, garbage, "replaced by garbage");
            }
            case 5 -> {
                return write(file, new byte[bytes.length], "replaced by zeros");
            }
            case 6, 7 -> {
                return changeByte(file, bytes);
            }
            default -> {
                return write(file, "{}".getBytes(StandardCharsets.UTF_8), "replaced by {}");
            }
        }
    }

    /** To another digit or letter, but not to the same one in another case: Go reads the names of JSON's fields so. */
    private Optional<String> changeByte(Path file, byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            return Optional.empty();
        }
        int at = choice.random().nextInt(bytes.length);
        String letter = choice.of(LETTERS);
        if (letter.charAt(0) == Character.toLowerCase((char) bytes[at])) {
            return Optional.empty();
        }
        bytes[at] = (byte) letter.charAt(0);
        return write(file, bytes, "has at " + at + " the byte " + letter);
    }

    private Optional<String> link(Path file) throws IOException {
        String digest = Files.readString(file, StandardCharsets.ISO_8859_1);
        String hex = digest.substring(digest.indexOf(':') + 1);
        String text = switch (choice.random().nextInt(8)) {
            case 0 -> "sha256:" + hex.toUpperCase(Locale.ROOT);
            case 1, 2 -> choice.digest().orElse("");
            case 3 -> "sha256:" + "0123456789abcdef".repeat(4);
            case 4 -> "sha512:" + hex + hex;
            case 5 -> choice.of(List.of(" ", "\r", "\u00ef\u00bb\u00bf", "\0", "sha256:")) + digest;
            case 6 -> digest + choice.of(List.of("\r\n", " ", "0", ":"));
            default -> choice.of(UNKNOWN) + ":" + hex;
        };
        return write(file, text.getBytes(StandardCharsets.ISO_8859_1), "now names " + text);
    }

    private static Optional<String> write(Path file, byte[] bytes, String what) throws IOException {
        Files.write(file, bytes);
        return Optional.of(what);
    }
}
