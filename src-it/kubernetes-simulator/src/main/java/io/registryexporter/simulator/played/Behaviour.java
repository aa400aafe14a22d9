package io.registryexporter.simulator.played;

/** What becomes of a container. */
public enum Behaviour {
    /** Runs and is ready. */
    RUNS,
    /** Runs, and its readiness probe gets no answer yet. */
    SCANS,
    /** Runs since now. */
    STARTED,
    /** The image cannot be pulled. */
    IMAGE_PULL_BACK_OFF,
    /** Ends with exit code 1 each time. */
    CRASH_LOOP,
    /** Is killed for want of memory each time. */
    OOM_KILLED,
    /** Is still being created. */
    SLOW,
    CREATE_CONTAINER_ERROR,
    /** Its pod finds no node. */
    NEVER_SCHEDULED,
    /** Is never created, and the deadline of its Deployment is over at once. */
    STUCK;

    /** Whether it ends a container that runs. */
    boolean ends() {
        return this == CRASH_LOOP || this == OOM_KILLED;
    }
}
