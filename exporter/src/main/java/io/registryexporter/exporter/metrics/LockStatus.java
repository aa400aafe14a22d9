package io.registryexporter.exporter.metrics;

import java.time.Instant;
import java.util.Optional;

/**
 * How the file of {@code --web.config.file} stands.
 *
 * @param inForce whether the file as it is now is in force; if not, an earlier state of it is
 * @param certificateEnd when the server's certificate ends, with TLS
 */
public record LockStatus(boolean inForce, Optional<Instant> certificateEnd) {}
