package io.registryexporter.operator.run;

import io.registryexporter.common.log.Log;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * What the process says when its memory is used up, and its end: a thread that lacks memory takes others along, and what
 * is left looks alive and does nothing.
 */
public final class FatalErrorHandler implements Thread.UncaughtExceptionHandler {
    /** Exit code; the JVM's own of -XX:+ExitOnOutOfMemoryError. */
    public static final int OUT_OF_MEMORY = 3;

    /** Where the kubelet looks for them. */
    public static final Path TERMINATION_MESSAGE = Path.of("/dev/termination-log");

    private static final String MESSAGE =
            "out of memory; ending. Give the operator a higher memory limit, or let it watch"
                    + " less with WATCH_NAMESPACES";
    private static final int RESERVE = 1 << 20;
    private static final int LONGEST_CHAIN = 100;

    private final Log log;
    private final Path terminationMessage;
    private final IntConsumer halt;

    /** Is given up so that the words can be said. */
    private final AtomicReference<byte[]> reserve = new AtomicReference<>(new byte[RESERVE]);

    /**
     * For one process.
     *
     * @param terminationMessage written where it is there
     * @param halt ends the process, with this exit code
     */
    public FatalErrorHandler(Log log, Path terminationMessage, IntConsumer halt) {
        this.log = log;
        this.terminationMessage = terminationMessage;
        this.halt = halt;
    }

    /** Of this process, which ends without the hooks that need memory. */
    public static FatalErrorHandler ofProcess(Log log) {
        return new FatalErrorHandler(log, TERMINATION_MESSAGE, Runtime.getRuntime()::halt);
    }

    /** Ends the process where an error comes of a lack of memory; else does nothing. */
    public void exitIfOutOfMemory(Throwable error) {
        if (isOutOfMemory(error)) {
            exit(error);
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        exitIfOutOfMemory(error);
        log.error("unexpected, please report it", "thread", thread.getName(), "err", error);
    }

    private void exit(Throwable error) {
        try {
            reserve.set(new byte[0]);
            log.error(MESSAGE, "exitCode", OUT_OF_MEMORY, "err", root(error));
            if (Files.isWritable(terminationMessage)) {
                Files.writeString(terminationMessage, MESSAGE + "\n");
            }
        } catch (IOException | OutOfMemoryError e) {
            // The exit code has to do.
        } finally {
            halt.accept(OUT_OF_MEMORY);
        }
    }

    static boolean isOutOfMemory(Throwable error) {
        Throwable cause = error;
        for (int i = 0; i < LONGEST_CHAIN && cause != null; i++) {
            if (cause instanceof OutOfMemoryError) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static Throwable root(Throwable error) {
        Throwable cause = error;
        while (!(cause instanceof OutOfMemoryError)) {
            cause = cause.getCause();
        }
        return cause;
    }
}
