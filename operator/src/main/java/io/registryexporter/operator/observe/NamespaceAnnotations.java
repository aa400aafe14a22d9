package io.registryexporter.operator.observe;

import java.util.Map;

/** What namespaces are annotated with, and whether they are going away. */
public interface NamespaceAnnotations {

    /** Empty where the operator may not see the namespace. */
    Map<String, String> of(String namespace);

    /**
     * The same, but asks the API server where the watch has not told of the namespace yet: one that is new could have
     * opted out. Empty where it is not there, or the operator may not get it.
     */
    Map<String, String> fetch(String namespace);

    /** Whether it is being deleted; false where the operator may not see the namespace. */
    boolean terminating(String namespace);
}
