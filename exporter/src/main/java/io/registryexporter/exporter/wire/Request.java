package io.registryexporter.exporter.wire;

import java.security.cert.X509Certificate;
import java.util.Optional;

/**
 * A valid request; its body, if there is one, is not read.
 *
 * @param path without its percent encoding
 * @param query with its percent encoding
 * @param remote the client's address
 * @param certificate the first of the client's chain, which the handshake has verified if the configuration requires it
 */
public record Request(
        String method,
        String path,
        Optional<String> query,
        Fields headers,
        String remote,
        Optional<X509Certificate> certificate) {}
