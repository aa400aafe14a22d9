package io.registryexporter.operator.workload;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of workloads that get an exporter; all belong to apps/v1. */
public enum WorkloadKind {
    DEPLOYMENT("Deployment"),
    STATEFUL_SET("StatefulSet");

    public static final String API_VERSION = "apps/v1";

    private final String text;

    WorkloadKind(String text) {
        this.text = text;
    }

    static Optional<WorkloadKind> of(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text.equals(text)).findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
