package io.registryexporter.exporter.cli;

import io.registryexporter.exporter.log.Unexpected;
import io.registryexporter.exporter.serve.MemoryAdvice;
import io.registryexporter.exporter.serve.ProcessEnd;
import java.io.PrintStream;
import java.util.function.IntConsumer;

/** Says on standard error why, and halts: hooks of an orderly end may need what is broken. */
final class HaltingEnd implements ProcessEnd {
    static final int NO_MEMORY = 3;
    static final int THREAD_DIED = 4;

    private final PrintStream err;
    private final String advice;
    private final String diedForMemory;
    private final IntConsumer halt;

    HaltingEnd(PrintStream err, MemoryAdvice memory, IntConsumer halt) {
        this.err = err;
        this.advice = "registry-exporter: " + memory.text() + ".";
        this.diedForMemory = "registry-exporter: a thread of the server has died, " + memory.text() + ".";
        this.halt = halt;
    }

    @Override
    public void threadDied(Throwable cause) {
        try {
            err.println(
                    cause instanceof OutOfMemoryError
                            ? diedForMemory
                            : "registry-exporter: a thread of the server has died, " + Unexpected.describe(cause)
                                    + ". Restart it.");
        } finally {
            halt.accept(THREAD_DIED);
        }
    }

    @Override
    public void noMemory() {
        try {
            err.println(advice);
        } finally {
            halt.accept(NO_MEMORY);
        }
    }
}
