package io.registryexporter.exporter.wire;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses the head of a request (RFC 9112) strictly, and refuses an invalid one as early as possible. */
final class RequestParser {
    static final int MAX_HEAD = 16 * 1024;
    private static final int MAX_LINE = 8 * 1024;
    private static final int MAX_FIELDS = 200;
    private static final Pattern VERSION = Pattern.compile("HTTP/([0-9])\\.([0-9])");
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern LENGTH = Pattern.compile("[0-9]{1,18}");

    private final byte[] bytes;
    private final int end;
    private int at;
    private boolean headOnly;

    private RequestParser(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    /** Parses the first {@code end} bytes. */
    static RequestHead parse(byte[] bytes, int end) {
        try {
            return new RequestParser(bytes, end).head();
        } catch (RefusedException e) {
            return e.refused;
        }
    }

    private RequestHead head() {
        while (at < end && (bytes[at] == '\r' || bytes[at] == '\n')) {
            at++;
        }
        if (at < end && (bytes[at] <= ' ' || bytes[at] == 0x7f)) {
            throw refuse(400, "a request begins with its method");
        }
        Optional<String> line = line(MAX_LINE, 414, "the request line is too long");
        if (line.isEmpty()) {
            return new RequestHead.Partial();
        }
        String[] parts = line.get().split(" ", -1);
        headOnly = parts[0].equals("HEAD");
        if (parts.length != 3 || !TOKEN.matcher(parts[0]).matches()) {
            throw refuse(400, "a request line is a method, a path and a version");
        }
        int minor = minorVersion(parts[2]);
        RequestTarget target = RequestTarget.parse(parts[0], parts[1])
                .orElseThrow(() -> refuse(400, "the target is no path and no address of http"));
        Optional<Fields> fields = fields();
        return fields.isEmpty() ? new RequestHead.Partial() : whole(parts[0], target, fields.get(), minor > 0);
    }

    private int minorVersion(String text) {
        Matcher version = VERSION.matcher(text);
        if (!version.matches()) {
            throw refuse(400, "the version is none of HTTP");
        }
        if (!version.group(1).equals("1")) {
            throw refuse(505, "this server speaks HTTP/1.1");
        }
        return Integer.parseInt(version.group(2));
    }

    private Optional<Fields> fields() {
        List<Fields.Field> fields = new ArrayList<>();
        while (true) {
            Optional<String> line = line(MAX_HEAD, 431, "the header fields are too large");
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (line.get().isEmpty()) {
                return Optional.of(new Fields(fields));
            }
            if (fields.size() == MAX_FIELDS) {
                throw refuse(431, "there are too many header fields");
            }
            fields.add(field(line.get()));
        }
    }

    private Fields.Field field(String line) {
        int colon = line.indexOf(':');
        String name = line.substring(0, Math.max(colon, 0));
        if (!TOKEN.matcher(name).matches()) {
            throw refuse(400, "a header field is a name, a colon and a value");
        }
        return new Fields.Field(name, line.substring(colon + 1).strip());
    }

    private RequestHead whole(String method, RequestTarget target, Fields fields, boolean http11) {
        List<String> hosts = fields.all("Host");
        if (hosts.size() > 1 || (http11 && hosts.isEmpty())) {
            throw refuse(400, "a request has one field Host");
        }
        if (!hosts.stream().allMatch(RequestTarget::isAuthority)) {
            throw refuse(400, "the field Host is no host");
        }
        if (fields.all("Expect").stream().anyMatch(value -> !value.equalsIgnoreCase("100-continue"))) {
            throw refuse(417, "nothing else than 100-continue can be expected");
        }
        boolean body = hasBody(fields, http11);
        List<String> connection = fields.all("Connection").stream()
                .flatMap(value -> List.of(value.toLowerCase(Locale.ROOT).split("\\s*,\\s*")).stream())
                .toList();
        boolean keepAlive = !body && (http11 ? !connection.contains("close") : connection.contains("keep-alive"));
        return new RequestHead.Whole(method, target, fields, at, body, http11, keepAlive);
    }

    private boolean hasBody(Fields fields, boolean http11) {
        List<String> lengths = fields.all("Content-Length");
        List<String> encodings = fields.all("Transfer-Encoding");
        if (lengths.size() > 1 || (!lengths.isEmpty() && !encodings.isEmpty())) {
            throw refuse(400, "the length of the body is said more than once");
        }
        if (!lengths.stream().allMatch(length -> LENGTH.matcher(length).matches())) {
            throw refuse(400, "Content-Length is no number of bytes");
        }
        if (!encodings.isEmpty() && !http11) {
            throw refuse(400, "HTTP/1.0 has no Transfer-Encoding");
        }
        if (!encodings.isEmpty() && !encodings.equals(List.of("chunked")) && !encodings.equals(List.of("Chunked"))) {
            throw refuse(501, "this server knows no Transfer-Encoding but chunked");
        }
        return !encodings.isEmpty() || lengths.stream().anyMatch(length -> Long.parseLong(length) > 0);
    }

    /** The next line without its end; none if the end has not arrived. */
    private Optional<String> line(int limit, int status, String reason) {
        for (int i = at; i < end; i++) {
            if (i >= limit) {
                throw refuse(status, reason);
            }
            if (bytes[i] == '\n') {
                int last = i > at && bytes[i - 1] == '\r' ? i - 1 : i;
                String line = new String(bytes, at, last - at, StandardCharsets.ISO_8859_1);
                if (line.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == 0x7f)) {
                    throw refuse(400, "a line has a character that no request has");
                }
                at = i + 1;
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    private RefusedException refuse(int status, String reason) {
        return new RefusedException(new RequestHead.Refused(status, reason, headOnly));
    }

    private static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final transient RequestHead.Refused refused;

        RefusedException(RequestHead.Refused refused) {
            super(null, null, false, false);
            this.refused = refused;
        }
    }
}
