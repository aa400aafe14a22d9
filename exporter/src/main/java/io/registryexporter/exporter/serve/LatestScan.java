package io.registryexporter.exporter.serve;

import io.registryexporter.common.log.Unexpected;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.metrics.ScanStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Runs scans, one at a time, and keeps the outcome of the last successful one. */
final class LatestScan {
    private final ScanPipeline scan;
    private final ScanLog log;
    private final Clock clock;
    private final Runnable freeMemory;
    private final FatalErrorHandler errors;
    private final String advice = MemoryAdvice.ofThisProcess().text();
    private final AtomicReference<Optional<Kept>> latest = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<ScanStatus>> status = new AtomicReference<>(Optional.empty());
    private final AtomicInteger started = new AtomicInteger();
    private final Object running = new Object();

    /** A scan that succeeded, and when it ended. */
    record Kept(ScanOutcome outcome, Instant at) {}

    /**
     * Before the first scan.
     *
     * @param freeMemory frees the memory of a scan, after each scan that found something new
     * @param errors ends the process if the first scan has not enough memory: there are no numbers to serve then
     */
    LatestScan(ScanPipeline scan, ScanLog log, Clock clock, Runnable freeMemory, FatalErrorHandler errors) {
        this.errors = errors;
        this.freeMemory = freeMemory;
        this.scan = scan;
        this.log = log;
        this.clock = clock;
    }

    /** Returns when a scan has ended that started after this call; all callers that wait share one scan. */
    void scanNow() {
        int startedBefore = started.get();
        synchronized (running) {
            if (started.get() == startedBefore) {
                started.incrementAndGet();
                scan();
            }
        }
    }

    private void scan() {
        long start = System.nanoTime();
        try {
            ScanOutcome scanned = scan.run();
            latest.set(Optional.of(new Kept(scanned, clock.instant())));
            log.succeeded(scanned, end(true, start));
            if (scanned.isNew()) {
                freeMemory.run();
            }
        } catch (ScanFailedException e) {
            end(false, start);
            log.failed(e.getMessage());
        } catch (OutOfMemoryError e) {
            end(false, start);
            log.failed(advice);
            if (kept().isEmpty()) {
                errors.noMemory();
            }
        } catch (RuntimeException | Error e) {
            // An error of the program must neither end the scans for ever nor go unreported.
            end(false, start);
            log.failed(Unexpected.describe(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private ScanStatus end(boolean success, long startNanos) {
        Duration duration = Duration.ofNanos(System.nanoTime() - startNanos);
        long scans = status.get().map(ScanStatus::scans).orElse(0L) + 1;
        ScanStatus now = new ScanStatus(success, duration, clock.instant(), scans);
        status.set(Optional.of(now));
        return now;
    }

    RenderedFamilies families() {
        return kept().map(scan -> scan.outcome().families()).orElseGet(RenderedFamilies::none);
    }

    /** The last scan that succeeded. */
    Optional<Kept> kept() {
        return latest.get();
    }

    Optional<ScanStatus> status() {
        return status.get();
    }
}
