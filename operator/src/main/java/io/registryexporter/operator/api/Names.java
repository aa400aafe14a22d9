package io.registryexporter.operator.api;

/** The names of the public contract that stand in clusters. */
public final class Names {
    public static final String GROUP = "registryexporter.io";
    public static final String VERSION = "v1alpha1";
    public static final String KIND = "RegistryExporter";
    public static final String PLURAL = "registryexporters";

    /** Owner of every field that the operator writes, in any object. */
    public static final String FIELD_MANAGER = "registry-exporter-operator";

    public static final String FINALIZER = GROUP + "/release";

    /** On a workload or a namespace, {@code "false"} keeps the exporter out. */
    public static final String INJECT = GROUP + "/inject";

    /** On an injected workload: the name of the RegistryExporter that it was injected for. */
    public static final String INJECTED_BY = GROUP + "/injected-by";

    /**
     * On the pods of an injected workload: a digest of what was last applied. So a field that is left out is noticed, and
     * a pod of the newest template is known whatever admission has made of it.
     */
    public static final String APPLIED = GROUP + "/applied";

    /** On an injected workload: a digest of its pods' template as its owner had it when the operator last wrote to it. */
    public static final String BASE = GROUP + "/base";

    /** On a workload from which the exporter was withdrawn: what was tried, and what came of it. */
    public static final String WITHDRAWN = GROUP + "/withdrawn";

    /** On a workload or a RegistryExporter: each new value asks for another try. */
    public static final String RETRY = GROUP + "/retry";

    public static final String CONTAINER = "registry-exporter";
    public static final String PORT = "exporter-http";

    /** The lease of the operator that writes. */
    public static final String LEASE = "registry-exporter-operator";

    private Names() {}
}
