package io.registryexporter.operator.observe;

import java.util.Map;

/** Annotations of namespaces, and whether a namespace is being deleted. */
public interface NamespaceAnnotations {

    /** The annotations by the watch; empty if the operator may not see the namespace. */
    Map<String, String> of(String namespace);

    /**
     * The annotations by the watch, or by the API server if the watch has not reported the namespace yet: a new
     * namespace may have opted out. Empty if the namespace does not exist, or the operator may not get it.
     */
    Map<String, String> fetch(String namespace);

    /** Whether the namespace is being deleted; false if the operator may not see it. */
    boolean terminating(String namespace);
}
