package io.registryexporter.exporter.wire;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * A request that is sound; its body, if it has one, is not read.
 *
 * @param path without its percent encoding
 * @param query with it
 * @param remote the client's address
 * @param certificate the first of the client's chain, which the handshake has verified where that is asked for
 */
public record Request(
        String method,
        String path,
        Optional<String> query,
        Fields headers,
        String remote,
        Optional<X509Certificate> certificate) {}
