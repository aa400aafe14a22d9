package io.registryexporter.operator.observe;

import java.util.Map;

/** What namespaces are annotated with, and whether they are going away. */
public interface NamespaceAnnotations {

    /** Empty where the operator may not see the namespace. */
    Map<String, String> of(String namespace);

    /** Whether it is being deleted; false where the operator may not see the namespace. */
    boolean terminating(String namespace);
}
