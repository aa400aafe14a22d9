package io.registryexporter.exporter.http;

import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An address to listen on, in the syntax of exporters: {@code :8080}, {@code 127.0.0.1:8080}, {@code [::1]:8080}.
 *
 * @param host name or address without brackets; empty for all addresses
 * @param port 0 for a free port
 */
public record ListenAddress(String host, int port) {
    private static final Pattern SYNTAX = Pattern.compile("(?:\\[([0-9a-fA-F:.%]+)]|([^\\[\\]:/\\s]*)):([0-9]{1,5})");
    private static final int MAX_PORT = 65535;

    /** The address of a text, if the text is an address. */
    public static Optional<ListenAddress> parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group(3)) > MAX_PORT) {
            return Optional.empty();
        }
        String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return Optional.of(new ListenAddress(host, Integer.parseInt(matcher.group(3))));
    }

    InetSocketAddress resolve() {
        return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
