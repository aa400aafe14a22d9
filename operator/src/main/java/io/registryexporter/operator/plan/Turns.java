package io.registryexporter.operator.plan;

import java.util.Optional;

/**
 * How many targets of a resource may still be restarted. One that is restarting already may be written to again: it is
 * the same restart.
 */
public final class Turns {
    private final int failing;
    private int free;
    private Optional<String> withdrawn;

    /**
     * At the beginning of a round.
     *
     * @param maxConcurrent targets that may restart at a time
     * @param restarting those that are restarting because of the operator
     * @param failing those of them whose exporter does not start: nobody knows when they end
     * @param withdrawn from which it was withdrawn: what failed in one does not come to the others
     */
    public Turns(int maxConcurrent, long restarting, long failing, Optional<String> withdrawn) {
        this.free = (int) (maxConcurrent - restarting);
        this.failing = (int) failing;
        this.withdrawn = withdrawn;
    }

    /** Whether one more may get an exporter. */
    public boolean free() {
        return free > 0 && withdrawn.isEmpty();
    }

    /** From which one the same exporter was withdrawn. */
    public Optional<String> withdrawn() {
        return withdrawn;
    }

    /** It was withdrawn from one just now. */
    public void withdrawnFrom(String workload) {
        withdrawn = Optional.of(workload);
    }

    /** Whether one more may be rid of its exporter: one that fails elsewhere does not keep it there. */
    public boolean freeToTakeBack() {
        return free + failing > 0;
    }

    public void taken() {
        free--;
    }
}
