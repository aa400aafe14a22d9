package io.registryexporter.exporter.web;

import java.util.Map;
import java.util.Optional;

/**
 * What the file says.
 *
 * @param headers that every answer gets
 * @param users their bcrypt hashes by their names; empty to let everybody in
 */
record WebConfig(Optional<TlsSettings> tls, Map<String, String> headers, Map<String, String> users) {}
