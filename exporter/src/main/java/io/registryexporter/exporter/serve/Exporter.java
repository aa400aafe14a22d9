package io.registryexporter.exporter.serve;

import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.hotspot.DefaultExports;
import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.Unexpected;
import io.registryexporter.exporter.http.ExporterServer;
import io.registryexporter.exporter.inventory.InventoryBuilder;
import io.registryexporter.exporter.metrics.ExporterCollector;
import io.registryexporter.exporter.metrics.RenderedFamilies;
import io.registryexporter.exporter.metrics.WebConfigStatus;
import io.registryexporter.exporter.scan.ReaderThreads;
import io.registryexporter.exporter.scan.StorageScanner;
import io.registryexporter.exporter.scan.WatchedScanner;
import io.registryexporter.exporter.scan.reader.Pause;
import io.registryexporter.exporter.storage.Pace;
import io.registryexporter.exporter.web.WebConfigException;
import io.registryexporter.exporter.web.WebSecurity;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** A running exporter: the scans in the background, and the server. */
public final class Exporter implements AutoCloseable {
    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(60);
    private static final Duration RESPONSE_LIMIT_WITH_SCAN = Duration.ofMinutes(10);

    private final Log log;
    private final ExporterServer server;
    private final WatchedScanner scanner;
    private final ExecutorService background;

    private Exporter(Log log, ExporterServer server, WatchedScanner scanner, ExecutorService background) {
        this.log = log;
        this.server = server;
        this.scanner = scanner;
        this.background = background;
    }

    /**
     * Starts to serve and to scan; the first scan is running when this returns.
     *
     * @param errors ends the process after an error that it cannot recover from
     * @throws IOException if the address cannot be bound
     * @throws WebConfigException if the file of {@code --web.config.file} cannot be used
     */
    public static Exporter start(Settings settings, Clock clock, Log log, FatalErrorHandler errors)
            throws IOException, WebConfigException {
        WebSecurity security = security(settings, clock, log);
        WatchedScanner scanner = scanner(settings, clock, errors);
        LatestScan latest = new LatestScan(scan(settings, scanner), new ScanLog(log), clock, System::gc, errors);
        ExporterServer server;
        try {
            server = ExporterServer.start(
                    settings.web().listenAddress(),
                    security,
                    content(settings, latest, scanner, security, clock),
                    callbacks(log, errors));
        } catch (IOException e) {
            scanner.close();
            throw e;
        }
        log.info(
                "listening",
                LogKeys.ADDRESS.of(server.address().getAddress().getHostAddress() + ":"
                        + server.address().getPort()),
                LogKeys.TLS.of(security.context().isPresent()),
                LogKeys.PATH.of(settings.path()),
                LogKeys.VERSION.of(settings.build().version()),
                LogKeys.REVISION.of(settings.build().revision()));
        return new Exporter(log, server, scanner, scanInBackground(settings, latest, errors));
    }

    private static WebSecurity security(Settings settings, Clock clock, Log log) throws WebConfigException {
        return settings.web().configFile().isEmpty()
                ? WebSecurity.open()
                : WebSecurity.of(settings.web().configFile().get(), clock, new WebConfigLog(log));
    }

    private static ExporterServer.Callbacks callbacks(Log log, FatalErrorHandler errors) {
        return new ExporterServer.Callbacks(
                System::gc,
                errors::threadDied,
                mistake -> log.error("request failed", LogKeys.ERR.of(Unexpected.describe(mistake))));
    }

    private static WatchedScanner scanner(Settings settings, Clock clock, FatalErrorHandler errors) {
        Pace pace = Pace.perSecond(settings.scanning().maxOpsPerSecond());
        return new WatchedScanner(
                new ReaderThreads(settings.scanning().threads(), errors::readerDied),
                readers -> new StorageScanner(
                        readers,
                        settings.registry().version(),
                        settings.scanning().intervals(),
                        pace,
                        clock,
                        Pause.betweenWrites()),
                settings.scanning().stuckAfter(),
                clock);
    }

    private static ScanPipeline scan(Settings settings, WatchedScanner scanner) {
        InventoryBuilder builder = new InventoryBuilder(
                settings.registry().version(), settings.registry().proxy());
        return new ScanPipeline(settings.path(), scanner, builder, settings.series());
    }

    /** The address that the server listens on. */
    public InetSocketAddress address() {
        return server.address();
    }

    /** Waits for running requests, and stops; abandons a running scan. */
    @Override
    public void close() {
        server.close();
        background.shutdownNow();
        scanner.close();
        log.info("stopped");
    }

    private static ExporterServer.Content content(
            Settings settings, LatestScan latest, WatchedScanner scanner, WebSecurity security, Clock clock) {
        CollectorRegistry live = new CollectorRegistry(true);
        DefaultExports.register(live);
        live.register(new ExporterCollector(
                settings.build(),
                latest::status,
                scanner::stuck,
                () -> settings.web()
                        .configFile()
                        .map(file -> new WebConfigStatus(security.isInForce(), security.certificateEnd()))));
        return new ExporterServer.Content(
                new StatusPage(settings, latest, clock),
                new TagsDocument(latest, clock),
                settings.web().telemetryPath(),
                () -> families(settings, latest),
                live,
                () -> latest.status().isPresent(),
                settings.scansAtEachScrape() ? RESPONSE_LIMIT_WITH_SCAN : RESPONSE_LIMIT);
    }

    private static RenderedFamilies families(Settings settings, LatestScan latest) {
        if (settings.scansAtEachScrape()) {
            latest.scanNow();
        }
        return latest.families();
    }

    /** Scans once, so that the exporter becomes ready without a scrape, and then at the interval, if there is one. */
    private static ExecutorService scanInBackground(Settings settings, LatestScan latest, FatalErrorHandler errors) {
        ExecutorService background = Executors.newSingleThreadExecutor(daemons("scan"));
        background.execute(() -> {
            try {
                do {
                    latest.scanNow();
                } while (!settings.scansAtEachScrape()
                        && waits(settings.scanning().interval()));
            } catch (RuntimeException | Error e) {
                errors.readerDied(e);
            }
        });
        return background;
    }

    private static boolean waits(Duration interval) {
        try {
            TimeUnit.MILLISECONDS.sleep(interval.toMillis());
            return true;
        } catch (InterruptedException stopped) {
            return false;
        }
    }

    private static ThreadFactory daemons(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
