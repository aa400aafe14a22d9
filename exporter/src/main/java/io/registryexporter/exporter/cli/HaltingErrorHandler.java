package io.registryexporter.exporter.cli;

import io.registryexporter.common.cli.Program;
import io.registryexporter.common.log.Unexpected;
import io.registryexporter.exporter.serve.FatalErrorHandler;
import io.registryexporter.exporter.serve.MemoryAdvice;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.function.IntConsumer;

/** Writes the reason to standard error, and halts the process: shutdown hooks may need what is broken. */
final class HaltingErrorHandler implements FatalErrorHandler {
    static final int THREAD_DIED = 4;

    private final PrintStream err;
    /** Encoded in advance, because an error may leave no memory to do so. */
    private final byte[] advice;

    private final byte[] diedForMemory;
    private final IntConsumer halt;

    HaltingErrorHandler(PrintStream err, MemoryAdvice memory, IntConsumer halt) {
        this.err = err;
        this.advice = line(memory.text() + ".");
        this.diedForMemory = line("a thread of the server has died, " + memory.text() + ".");
        this.halt = halt;
    }

    @Override
    public void threadDied(Throwable cause) {
        try {
            write(
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
            write(advice);
        } finally {
            halt.accept(Program.NO_MEMORY);
        }
    }

    private void write(byte[] line) {
        err.write(line, 0, line.length);
        err.flush();
    }

    private static byte[] line(String text) {
        return ("registry-exporter: " + text + "\n").getBytes(StandardCharsets.UTF_8);
    }
}
