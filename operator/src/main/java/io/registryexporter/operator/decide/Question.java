package io.registryexporter.operator.decide;

/** A question of a decision. It is answered only if a decision needs it, because each answer costs requests. */
public enum Question {
    /** Where is the storage of the registry? The answer may read ConfigMaps. */
    STORAGE,

    /** What are the annotations of the namespace by the API server? The watch may not have seen a new namespace. */
    NAMESPACE,

    /** What are the pods of the workload, of any template? */
    PODS,

    /** What are the claims and volumes of the workload, and the quotas and limit ranges of its namespace? */
    CONSTRAINTS,

    /** How is the pod of the preflight? */
    PREFLIGHT,

    /** What are the claims and volumes of the workload? For a rollout that has begun. */
    VOLUMES
}
