package io.registryexporter.operator.record;

/** Learns what came of each decision. */
public interface OutcomeListener {

    /** A decision was carried out. */
    void recorded(Outcome outcome);

    /** Something of the operator's stays in a workload for good. */
    void leftBehind(Outcome outcome);
}
