package io.registryexporter.operator.decide;

/** What a decision has to know, and is read only when a decision depends on it: each answer costs requests. */
public enum Question {
    /** Where the registry of the pod template stores its files; may read ConfigMaps. */
    STORAGE,

    /** The annotations of the namespace as the API server has them, because the watch may not have seen a new one. */
    NAMESPACE,

    /** The pods of the workload, of any template. */
    PODS,

    /** The claims of the workload with their volumes, and the quotas and limit ranges of the namespace. */
    CONSTRAINTS,

    /** The claims of the workload with their volumes alone, for a rollout that has begun. */
    VOLUMES
}
