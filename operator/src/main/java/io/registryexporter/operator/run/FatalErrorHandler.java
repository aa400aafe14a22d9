package io.registryexporter.operator.run;

import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.LogKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Logs an OutOfMemoryError and ends the process: without memory, threads die one after the other, and the process looks
 * alive but does nothing.
 */
public final class FatalErrorHandler implements Thread.UncaughtExceptionHandler {
    /** The exit code of the JVM with -XX:+ExitOnOutOfMemoryError. */
    public static final int OUT_OF_MEMORY = 3;

    /** The file from which the kubelet reads the last message. */
    public static final Path TERMINATION_MESSAGE = Path.of("/dev/termination-log");

    private static final String MESSAGE = "out of memory; ending. Give the operator a higher memory limit, or"
            + " watch" + " fewer namespaces with WATCH_NAMESPACES";
    private static final int RESERVE = 1 << 20;
    private static final int LONGEST_CHAIN = 100;

    private final Log log;
    private final Path terminationMessage;
    private final IntConsumer halt;

    /** Memory that is released for the last log line. */
    private final AtomicReference<byte[]> reserve = new AtomicReference<>(new byte[RESERVE]);

    /**
     * A handler for one process.
     *
     * @param terminationMessage file for the last message, if it exists
     * @param halt ends the process, with this exit code
     */
    public FatalErrorHandler(Log log, Path terminationMessage, IntConsumer halt) {
        this.log = log;
        this.terminationMessage = terminationMessage;
        this.halt = halt;
    }

    /** The handler of this process, which ends without shutdown hooks, because they need memory. */
    public static FatalErrorHandler ofProcess(Log log) {
        return new FatalErrorHandler(log, TERMINATION_MESSAGE, Runtime.getRuntime()::halt);
    }

    /** Ends the process if an OutOfMemoryError caused the error; else does nothing. */
    public void exitIfOutOfMemory(Throwable error) {
        if (isOutOfMemory(error)) {
            exit(error);
        }
    }

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        exitIfOutOfMemory(error);
        log.error("unexpected, please report it", LogKeys.THREAD.of(thread.getName()), LogKeys.ERR.of(error));
    }

    private void exit(Throwable error) {
        try {
            reserve.set(new byte[0]);
            log.error(MESSAGE, LogKeys.EXIT_CODE.of(OUT_OF_MEMORY), LogKeys.ERR.of(root(error)));
            if (Files.isWritable(terminationMessage)) {
                Files.writeString(terminationMessage, MESSAGE + "\n");
            }
        } catch (IOException | OutOfMemoryError e) {
            // Only the exit code reports the error.
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
