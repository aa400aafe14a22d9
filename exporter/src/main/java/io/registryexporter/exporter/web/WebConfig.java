package io.registryexporter.exporter.web;

import java.util.Map;
import java.util.Optional;

/**
 * The content of the file.
 *
 * @param headers of every answer
 * @param users their bcrypt hashes by their names; empty to admit everybody
 */
record WebConfig(Optional<TlsSettings> tls, Map<String, String> headers, Map<String, String> users) {}
