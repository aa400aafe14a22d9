package io.registryexporter.exporter.metrics;

import java.time.Instant;
import java.util.Optional;

/**
 * The status of the file of {@code --web.config.file}.
 *
 * @param inForce whether the current file is in force; if not, an earlier state of the file is
 * @param certificateEnd when the server's certificate expires, with TLS
 */
public record WebConfigStatus(boolean inForce, Optional<Instant> certificateEnd) {}
