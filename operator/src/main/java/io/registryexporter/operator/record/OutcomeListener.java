package io.registryexporter.operator.record;

/** Receives the outcome of each decision. */
public interface OutcomeListener {

    /** A decision was carried out. */
    void recorded(Outcome outcome);

    /** Fields of the operator stay in a workload permanently. */
    void leftBehind(Outcome outcome);
}
