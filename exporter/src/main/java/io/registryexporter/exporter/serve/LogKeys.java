package io.registryexporter.exporter.serve;

import io.registryexporter.common.log.LogKey;

/** The keys of the exporter's log lines. */
final class LogKeys {
    static final LogKey ADDRESS = new LogKey("address");
    static final LogKey TLS = new LogKey("tls");
    static final LogKey PATH = new LogKey("path");
    static final LogKey VERSION = new LogKey("version");
    static final LogKey REVISION = new LogKey("revision");
    static final LogKey ERR = new LogKey("err");
    static final LogKey REPOSITORIES = new LogKey("repositories");
    static final LogKey TAGS = new LogKey("tags");
    static final LogKey REVISIONS = new LogKey("revisions");
    static final LogKey DAMAGED = new LogKey("damaged");
    static final LogKey DURATION_SECONDS = new LogKey("duration_seconds");
    static final LogKey SERIES = new LogKey("series");
    static final LogKey REASON = new LogKey("reason");
    static final LogKey MEANING = new LogKey("meaning");
    static final LogKey DETAIL = new LogKey("detail");
    static final LogKey COUNT = new LogKey("count");

    private LogKeys() {}
}
