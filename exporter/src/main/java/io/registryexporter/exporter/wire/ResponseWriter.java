package io.registryexporter.exporter.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Writes responses as HTTP/1.1 (RFC 9112), and buffers small writes. */
record ResponseWriter(Clock clock) {
    private static final int PIECE = 8 * 1024;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final Map<Integer, String> REASONS = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(408, "Request Timeout"),
            Map.entry(414, "URI Too Long"),
            Map.entry(417, "Expectation Failed"),
            Map.entry(431, "Request Header Fields Too Large"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(505, "HTTP Version Not Supported"));

    /**
     * How an answer is framed.
     *
     * @param headOnly whether the answer has no body
     * @param http11 whether the client understands chunked encoding
     * @param keepAlive whether the connection may stay open
     */
    record Framing(boolean headOnly, boolean http11, boolean keepAlive) {
        static Framing last(boolean headOnly) {
            return new Framing(headOnly, true, false);
        }
    }

    /** The reason phrase of a status. */
    static String reason(int status) {
        return REASONS.getOrDefault(status, "Unknown");
    }

    /** Sends a response, and returns whether the connection stays open. */
    boolean send(Response response, Framing framing, Transport transport, Transport.Backpressure backpressure)
            throws IOException {
        boolean hasLength = response.payload().length().isPresent();
        boolean stays = framing.keepAlive() && (hasLength || framing.http11() || framing.headOnly());
        try (Out out = new Out(transport, backpressure)) {
            out.write(head(response, framing, stays).getBytes(StandardCharsets.ISO_8859_1));
            if (framing.headOnly()) {
                return stays;
            }
            if (hasLength || !framing.http11()) {
                response.payload().writeTo(out);
            } else {
                Chunks chunks = new Chunks(out);
                response.payload().writeTo(chunks);
                chunks.end();
            }
            return stays;
        }
    }

    private String head(Response response, Framing framing, boolean stays) {
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(response.status())
                .append(' ')
                .append(reason(response.status()))
                .append("\r\nDate: ")
                .append(DATE.format(clock.instant()));
        response.headers()
                .forEach((name, value) ->
                        head.append("\r\n").append(name).append(": ").append(value));
        if (response.payload().length().isPresent()) {
            head.append("\r\nContent-Length: ")
                    .append(response.payload().length().getAsLong());
        } else if (framing.http11() && !framing.headOnly()) {
            head.append("\r\nTransfer-Encoding: chunked");
        }
        return head.append("\r\nConnection: ")
                .append(stays ? "keep-alive" : "close")
                .append("\r\n\r\n")
                .toString();
    }

    /** Sends pieces of one size, whatever the size of the writes. */
    private static final class Out extends OutputStream {
        private final Transport transport;
        private final Transport.Backpressure backpressure;
        private final ByteBuffer piece = ByteBuffer.allocate(PIECE);

        Out(Transport transport, Transport.Backpressure backpressure) {
            this.transport = transport;
            this.backpressure = backpressure;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            int written = 0;
            while (written < length) {
                int count = Math.min(piece.remaining(), length - written);
                piece.put(bytes, offset + written, count);
                written += count;
                if (!piece.hasRemaining()) {
                    flush();
                }
            }
        }

        @Override
        public void flush() throws IOException {
            transport.send(piece.flip(), backpressure);
            piece.clear();
        }

        /** Sends the rest. */
        @Override
        public void close() throws IOException {
            flush();
        }
    }

    /** Writes each write as a chunk. */
    private static final class Chunks extends OutputStream {
        private final OutputStream out;

        Chunks(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            if (length > 0) {
                out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                out.write(bytes, offset, length);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }

        void end() throws IOException {
            out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
