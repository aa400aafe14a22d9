package io.registryexporter.exporter.wire;

import java.time.Duration;
import java.util.Map;

/**
 * Limits of connections, requests and their times.
 *
 * @param requests that are answered at the same time, without those that are answered at once
 */
public record Limits(Connections connections, int requests, Times times) {

    /**
     * Limits of open connections.
     *
     * @param ofOneAddress from one address, if one of them is idle and can be closed
     */
    public record Connections(int all, int ofOneAddress) {
        public Connections {
            if (ofOneAddress > all) {
                throw new IllegalArgumentException("one address cannot have more connections than all addresses");
            }
        }
    }

    /**
     * Limits of times; a client that exceeds one is closed.
     *
     * @param byName every time by its name
     */
    public record Times(Map<Time, Duration> byName) {

        /** Requires every time. */
        public Times {
            byName = Map.copyOf(byName);
            if (byName.size() < Time.values().length) {
                throw new IllegalArgumentException("every time needs a limit");
            }
        }

        Duration of(Time time) {
            return byName.get(time);
        }
    }

    /** What a limit of time is for. */
    public enum Time {
        /** From the first to the last byte of a client's TLS handshake. */
        HANDSHAKE,
        /** From the first to the last byte of a request. */
        REQUEST,
        /** Without a request. */
        IDLE,
        /** From the request to the last byte that the client takes. */
        RESPONSE,
        /** After this time a client that takes no bytes is closed for another request. */
        STALL
    }
}
