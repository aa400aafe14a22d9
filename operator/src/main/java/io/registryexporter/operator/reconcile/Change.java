package io.registryexporter.operator.reconcile;

/** What a write did to a workload; the text is the reason of its event. */
enum Change {
    INJECTED("ExporterInjected"),
    UPDATED("ExporterUpdated"),
    TAKEN_BACK("ExporterTakenBack"),
    WITHDRAWN("ExporterWithdrawn"),
    POD_DELETED("PodDeleted"),
    MAY_HANG("RolloutMayHang"),
    LEFT_BEHIND("ExporterLeftBehind");

    private final String text;

    Change(String text) {
        this.text = text;
    }

    boolean warning() {
        return this == LEFT_BEHIND || this == WITHDRAWN || this == MAY_HANG;
    }

    @Override
    public String toString() {
        return text;
    }
}
