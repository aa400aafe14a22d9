package io.registryexporter.exporter.cli;

import io.registryexporter.exporter.report.Units;
import io.registryexporter.exporter.scan.ScanProgress;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Timer;
import java.util.TimerTask;

/** One line on a terminal that shows how far a long scan has come, until the scan ends. */
final class ProgressLine implements AutoCloseable {
    private static final String CLEAR = "\r\u001b[K";
    private static final long STEP_MILLIS = 200;
    private static final int BAR = 20;
    private static final double MILLIS_PER_SECOND = 1000;

    private final ScanProgress progress;
    private final PrintStream terminal;
    private final Clock clock;
    private final Timer timer = new Timer("progress", true);
    private boolean shown;
    private boolean ended;
    private ScanProgress.Stage stage = new ScanProgress.Stage("", 0);
    private Instant start = Instant.EPOCH;

    ProgressLine(ScanProgress progress, PrintStream terminal, Clock clock) {
        this.progress = progress;
        this.terminal = terminal;
        this.clock = clock;
    }

    /** Shows the line from now on; a short scan shows none. */
    void show() {
        timer.schedule(
                new TimerTask() {
                    @Override
                    public void run() {
                        print();
                    }
                },
                STEP_MILLIS * 2,
                STEP_MILLIS);
    }

    private synchronized void print() {
        if (!ended) {
            shown = true;
            terminal.print(CLEAR + line());
        }
    }

    /** The line for this moment. */
    String line() {
        ScanProgress.Stage now = progress.stage();
        if (!now.equals(stage)) {
            stage = now;
            start = clock.instant();
        }
        if (now.total() == 0) {
            return "scanning";
        }
        int done = Math.min(progress.done(), now.total());
        int filled = (int) ((long) BAR * done / now.total());
        double seconds = Duration.between(start, clock.instant()).toMillis() / MILLIS_PER_SECOND;
        String rate = seconds < 1 ? "" : ", " + Units.count(Math.round(done / seconds)) + "/s";
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + Units.count(done) + " of "
                + Units.count(now.total()) + " " + now.what() + rate;
    }

    @Override
    public synchronized void close() {
        timer.cancel();
        ended = true;
        if (shown) {
            terminal.print(CLEAR);
        }
    }
}
