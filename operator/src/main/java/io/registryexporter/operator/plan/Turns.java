package io.registryexporter.operator.plan;

/**
 * How many targets of a resource may still be restarted. One that is restarting already may be written to again: it is
 * the same restart.
 */
public final class Turns {
    private int free;

    /**
     * At the beginning of a round.
     *
     * @param maxConcurrent targets that may restart at a time
     * @param restarting those that are restarting because of the operator
     */
    public Turns(int maxConcurrent, long restarting) {
        this.free = (int) Math.max(0, maxConcurrent - restarting);
    }

    public boolean free() {
        return free > 0;
    }

    public void taken() {
        free--;
    }
}
