package io.registryexporter.operator.api;

/** The names of the public contract in clusters. */
public final class Names {
    /** The pages of the documentation. */
    public static final String DOCUMENTATION =
            "https://github.com/registry-exporter/docker-registry-exporter/blob/main/docs/";

    public static final String GROUP = "registryexporter.io";
    public static final String VERSION = "v1alpha1";
    public static final String KIND = "RegistryExporter";
    public static final String PLURAL = "registryexporters";

    /** The manager of all fields that the operator writes. */
    public static final String FIELD_MANAGER = "registry-exporter-operator";

    public static final String FINALIZER = GROUP + "/release";

    /** On a workload or a namespace, {@code "false"} keeps the exporter out. */
    public static final String INJECT = GROUP + "/inject";

    /** On an injected workload: the name of its RegistryExporter. */
    public static final String INJECTED_BY = GROUP + "/injected-by";

    /**
     * On the pods of an injected workload: the fingerprint of the last applied fields. It shows that a field was
     * removed, and identifies pods of the newest template even if admission changed them.
     */
    public static final String APPLIED = GROUP + "/applied";

    /** On an injected workload: the fingerprint of the owner's pod template at the operator's last write. */
    public static final String BASE = GROUP + "/base";

    /** On an injected workload: the names of the resource's pod annotations, separated by commas. */
    public static final String POD_ANNOTATIONS = GROUP + "/pod-annotations";

    /** On a workload from which the exporter was withdrawn: the failed attempt and its reason. */
    public static final String WITHDRAWN = GROUP + "/withdrawn";

    /** On a workload or a RegistryExporter: each new value asks for another attempt. */
    public static final String RETRY = GROUP + "/retry";

    /** On the pod of a preflight: a fingerprint of its RegistryExporter. */
    public static final String PREFLIGHT = GROUP + "/preflight";

    public static final String CONTAINER = "registry-exporter";
    public static final String PORT = "exporter-http";

    /** The lease of the leading operator. */
    public static final String LEASE = "registry-exporter-operator";

    private Names() {}
}
