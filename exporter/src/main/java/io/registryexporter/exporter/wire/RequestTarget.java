package io.registryexporter.exporter.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** The target of a request (RFC 9112, section 3.2): a path, or an absolute address of http or https. */
record RequestTarget(String path, Optional<String> query) {
    private static final String IN_PATH = "-._~!$&'()*+,;=:@/";
    private static final String IN_QUERY = IN_PATH + "?[]";
    private static final String IN_AUTHORITY = "-._~!$&'()*+,;=:[]";
    private static final int HEX = 16;

    /** The target, if a server of resources can have it. */
    static Optional<RequestTarget> parse(String method, String target) {
        if (target.equals("*")) {
            return method.equals("OPTIONS") ? Optional.of(new RequestTarget("*", Optional.empty())) : Optional.empty();
        }
        if (method.equals("CONNECT")) {
            return Optional.empty();
        }
        return target.startsWith("/") ? origin(target) : absolute(target);
    }

    /** Whether a text can be the value of {@code Host}. */
    static boolean isAuthority(String text) {
        return consistsOf(text, IN_AUTHORITY);
    }

    private static Optional<RequestTarget> absolute(String target) {
        String lower = target.toLowerCase(Locale.ROOT);
        int scheme = lower.startsWith("http://") ? "http://".length() : "https://".length();
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return Optional.empty();
        }
        String rest = target.substring(scheme);
        int end = (int) rest.chars().takeWhile(c -> c != '/' && c != '?').count();
        String authority = rest.substring(0, end);
        String path = rest.substring(end);
        return authority.isEmpty() || !isAuthority(authority)
                ? Optional.empty()
                : origin(path.startsWith("/") ? path : "/" + path);
    }

    private static Optional<RequestTarget> origin(String text) {
        int mark = text.indexOf('?');
        String path = mark < 0 ? text : text.substring(0, mark);
        Optional<String> query = mark < 0 ? Optional.empty() : Optional.of(text.substring(mark + 1));
        boolean sound = consistsOf(path, IN_PATH) && consistsOf(query.orElse(""), IN_QUERY);
        return sound ? Optional.of(new RequestTarget(decode(path), query)) : Optional.empty();
    }

    private static boolean consistsOf(String text, String others) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '%') {
                if (i + 2 >= text.length() || !isHex(text.charAt(i + 1)) || !isHex(text.charAt(i + 2))) {
                    return false;
                }
            } else if (!isAlphanumeric(c) && others.indexOf(c) < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAlphanumeric(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }

    private static boolean isHex(char c) {
        return Character.digit(c, HEX) >= 0 && c < 0x80;
    }

    private static String decode(String path) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(path.length());
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) == '%') {
                bytes.write(Integer.parseInt(path.substring(i + 1, i + 3), HEX));
                i += 2;
            } else {
                bytes.write(path.charAt(i));
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
