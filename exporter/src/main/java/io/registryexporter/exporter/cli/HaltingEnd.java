package io.registryexporter.exporter.cli;

import io.registryexporter.common.cli.Program;
import io.registryexporter.common.log.Unexpected;
import io.registryexporter.exporter.serve.MemoryAdvice;
import io.registryexporter.exporter.serve.ProcessEnd;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** Says on standard error why, and halts: hooks of an orderly end may need what is broken. */
final class HaltingEnd implements ProcessEnd {
    static final int THREAD_DIED = 4;

    private final PrintStream err;
    /** As bytes, because there is no room to make them then. */
    private final byte[] advice;

    private final byte[] diedForMemory;
    private final IntConsumer halt;

    HaltingEnd(PrintStream err, MemoryAdvice memory, IntConsumer halt) {
        this.err = err;
        this.advice = line(memory.text() + ".");
        this.diedForMemory = line("a thread of the server has died, " + memory.text() + ".");
        this.halt = halt;
    }

    @Override
    public void threadDied(Throwable cause) {
        try {
            say(
                    cause instanceof OutOfMemoryError
                            ? diedForMemory
                            : line("a thread of the server has died, " + Unexpected.describe(cause) + ". Restart it."));
        } finally {
            halt.accept(THREAD_DIED);
        }
    }

    @Override
    public void noMemory() {
        try {
            say(advice);
        } finally {
            halt.accept(Program.NO_MEMORY);
        }
    }

    private void say(byte[] line) {
        err.write(line, 0, line.length);
        err.flush();
    }

    private static byte[] line(String text) {
        return ("registry-exporter: " + text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
