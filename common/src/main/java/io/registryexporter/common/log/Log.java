package io.registryexporter.common.log;

import java.io.OutputStream;
import java.util.Arrays;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;

/** Writes events with their keys and values. */
public final class Log {
    static final String NAME = "io.registryexporter";

    private final Handler handler;

    private Log(Handler handler) {
        this.handler = handler;
    }

    /** Sends all events, and what libraries log on the JDK's loggers, to {@code out}, from one level on. */
    public static Log to(OutputStream out, LogLevel level, LogFormat format) {
        Handler handler = new FlushingHandler(out, format);
        handler.setLevel(level.level());
        LogManager.getLogManager().reset();
        Logger root = Logger.getLogger("");
        root.setLevel(level.level());
        root.addHandler(handler);
        return new Log(handler);
    }

    /** Leaves out what the logger of this name logs. */
    public Log without(String logger) {
        handler.setFilter(line -> !logger.equals(line.getLoggerName()));
        return this;
    }

    /** Logs an event. */
    public void info(String message, LogField... fields) {
        log(Level.INFO, message, fields);
    }

    /** Logs an event. */
    public void warn(String message, LogField... fields) {
        log(Level.WARNING, message, fields);
    }

    /** Logs an event. */
    public void error(String message, LogField... fields) {
        log(Level.SEVERE, message, fields);
    }

    private void log(Level level, String message, LogField... fields) {
        LogRecord line = new LogRecord(level, message);
        line.setLoggerName(NAME);
        line.setParameters(Arrays.stream(fields)
                .flatMap(field -> Stream.of(field.key(), field.value()))
                .toArray());
        handler.publish(line);
    }

    private static final class FlushingHandler extends StreamHandler {
        FlushingHandler(OutputStream out, LogFormat format) {
            super(out, format.formatter());
        }

        @Override
        public synchronized void publish(LogRecord line) {
            super.publish(line);
            flush();
        }

        /** The JDK closes all handlers when the process is told to stop, before the last line is written. */
        @Override
        public synchronized void close() {
            flush();
        }
    }
}
