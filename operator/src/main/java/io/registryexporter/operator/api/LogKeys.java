package io.registryexporter.operator.api;

import io.registryexporter.common.log.LogKey;

/** The keys of the operator's log lines. */
public final class LogKeys {
    public static final LogKey NAMESPACE = new LogKey("namespace");

    /** Kind and name with a slash between them. */
    public static final LogKey WORKLOAD = new LogKey("workload");

    /** Name of the RegistryExporter. */
    public static final LogKey RESOURCE = new LogKey("resource");

    public static final LogKey CHANGE = new LogKey("change");
    public static final LogKey STATE = new LogKey("state");
    public static final LogKey REASON = new LogKey("reason");
    public static final LogKey WHY = new LogKey("why");
    public static final LogKey EVENT = new LogKey("event");
    public static final LogKey ERR = new LogKey("err");
    public static final LogKey STACK = new LogKey("stack");
    public static final LogKey THREAD = new LogKey("thread");
    public static final LogKey EXIT_CODE = new LogKey("exitCode");
    public static final LogKey URL = new LogKey("url");

    /** The pause before the next attempt. */
    public static final LogKey IN = new LogKey("in");

    /** Namespace and name with a slash between them. */
    public static final LogKey LEASE = new LogKey("lease");

    public static final LogKey NAMESPACES = new LogKey("namespaces");
    public static final LogKey EXPORTER_IMAGE = new LogKey("exporterImage");
    public static final LogKey METRICS_PORT = new LogKey("metricsPort");

    private LogKeys() {}
}
