package io.registryexporter.operator.workload;

/** Identifies a workload by kind, namespace and name; a recreated workload has the same id. */
public record WorkloadId(WorkloadKind kind, String namespace, String name) implements Comparable<WorkloadId> {

    @Override
    public int compareTo(WorkloadId other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : name.compareTo(other.name);
    }

    @Override
    public String toString() {
        return kind + " " + namespace + "/" + name;
    }
}
