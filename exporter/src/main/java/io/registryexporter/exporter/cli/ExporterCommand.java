package io.registryexporter.exporter.cli;

import io.registryexporter.common.build.BuildInfoReader;
import io.registryexporter.common.cli.Program;
import io.registryexporter.common.cli.UnusableException;
import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.exporter.http.ListenAddress;
import io.registryexporter.exporter.scan.ScanIntervals;
import io.registryexporter.exporter.serve.Exporter;
import io.registryexporter.exporter.serve.FatalErrorHandler;
import io.registryexporter.exporter.serve.MemoryAdvice;
import io.registryexporter.exporter.serve.Settings;
import io.registryexporter.exporter.storage.StorageLocation;
import io.registryexporter.exporter.storage.StorageLocator;
import io.registryexporter.exporter.web.WebConfigException;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code registry-exporter PATH [options]}: serves metrics until it is stopped. */
@Command(
        name = "registry-exporter",
        customSynopsis = {
            "registry-exporter PATH [options]",
            "       registry-exporter report PATH [options]",
            "       registry-exporter check PATH [options]",
            "       registry-exporter preview PATH --keep-last N|--older-than DURATION [options]",
            "       registry-exporter completion"
        },
        description = "Serves Prometheus metrics of the file system storage of a distribution registry.",
        versionProvider = VersionText.class,
        sortOptions = false,
        usageHelpWidth = 100,
        footer = {
            "",
            "report prints what fills the registry, check what is damaged, preview what a retention rule would",
            "delete; registry-exporter report --help shows the options of report. completion prints a script for",
            "bash and zsh.",
            "",
            "Each option can be given as an environment variable too: --scan.interval is"
                    + " REGISTRY_EXPORTER_SCAN_INTERVAL. The command line wins.",
            "Exit code 2: a wrong option, a PATH that cannot be scanned, an address that cannot be listened on.",
            "3: too little memory for the first scan. 4: a thread of the server has died.",
            "",
            "Examples:",
            "  registry-exporter /var/lib/registry",
            "  registry-exporter /var/lib/registry --web.listen-address 127.0.0.1:8080 --scan.interval 5m",
            "  registry-exporter /var/lib/registry --metrics.per-tag false --metrics.repository-exclude 'cache/.*'",
            "  registry-exporter report /var/lib/registry",
            "  source <(registry-exporter completion)"
        })
final class ExporterCommand implements Callable<Integer> {
    private final PrintStream logStream;
    private final Clock clock;

    @Option(
            names = "--web.listen-address",
            paramLabel = "ADDRESS",
            defaultValue = ":8080",
            converter = Converters.Address.class,
            description = "Address to listen on: :8080, 127.0.0.1:8080, [::1]:8080. Default: :8080")
    private ListenAddress listenAddress;

    @Option(
            names = "--web.telemetry-path",
            paramLabel = "URLPATH",
            defaultValue = "/metrics",
            converter = Converters.TelemetryPath.class,
            description = "Path of the metrics. Default: /metrics")
    private String telemetryPath;

    @Option(
            names = "--web.config.file",
            paramLabel = "FILE",
            converter = Converters.FilePath.class,
            description = "File of exporter-toolkit's format: TLS, client certificates, passwords, headers.")
    private Optional<Path> webConfigFile = Optional.empty();

    @Option(
            names = "--scan.interval",
            paramLabel = "DURATION",
            defaultValue = "60s",
            converter = Converters.Interval.class,
            description = "Time between two scans in the background, such as 60s or 1m30s; 0 scans at each scrape."
                    + " Default: 60s")
    private Duration scanInterval;

    @Option(
            names = "--scan.full-interval",
            paramLabel = "DURATION",
            defaultValue = "24h",
            converter = Converters.Interval.class,
            description =
                    "Time between two full scans, which take nothing over from earlier scans; 0 makes every scan a full one."
                            + " Default: 24h")
    private Duration fullScanInterval;

    @Option(
            names = "--scan.recheck-interval",
            paramLabel = "DURATION",
            defaultValue = "1h",
            converter = Converters.Interval.class,
            description = "Time within which each blob is looked at again in its place, manifests at each scan;"
                    + " 0 for neither. Default: 1h")
    private Duration recheckInterval;

    @Mixin
    private ScanArguments scan = new ScanArguments();

    @Mixin
    private SeriesArguments series = new SeriesArguments();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    @Option(
            names = "--log.level",
            paramLabel = "LEVEL",
            defaultValue = "info",
            converter = Converters.Level.class,
            description = "debug, info, warn or error. Default: info")
    private LogLevel logLevel;

    @Option(
            names = "--log.format",
            paramLabel = "FORMAT",
            defaultValue = "logfmt",
            converter = Converters.Format.class,
            description = "logfmt or json. Default: logfmt")
    private LogFormat logFormat;

    ExporterCommand(PrintStream logStream, Clock clock) {
        this.logStream = logStream;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (new StorageLocator().locate(scan.path()) instanceof StorageLocation.Unusable unusable) {
            throw new UnusableException(unusable.problem());
        }
        Log log = Log.to(logStream, logLevel, logFormat);
        Settings settings = new Settings(
                scan.path(),
                new Settings.Web(
                        listenAddress,
                        telemetryPath,
                        webConfigFile.filter(file -> !file.toString().isEmpty())),
                new Settings.Scanning(
                        scan.threads(),
                        scanInterval,
                        scan.maxOpsPerSecond(),
                        new ScanIntervals(fullScanInterval, recheckInterval),
                        scan.stuckAfter()),
                new Settings.Registry(scan.registryVersion(), scan.registryProxy()),
                series.options(),
                BuildInfoReader.read(ExporterCommand.class));
        Exporter exporter = start(settings, log);
        Runtime.getRuntime().addShutdownHook(new Thread(exporter::close, "stop"));
        new CountDownLatch(1).await();
        return Program.OK;
    }

    private Exporter start(Settings settings, Log log) {
        FatalErrorHandler end =
                new HaltingErrorHandler(logStream, MemoryAdvice.ofThisProcess(), Runtime.getRuntime()::halt);
        try {
            return Exporter.start(settings, clock, log, end);
        } catch (WebConfigException e) {
            throw new UnusableException(e.getMessage() + ".");
        } catch (IOException e) {
            throw new UnusableException(
                    "cannot listen on port " + settings.web().listenAddress().port() + " of the address in"
                            + " --web.listen-address: " + why(e)
                            + ". Choose another address with --web.listen-address, or stop what uses this one.");
        }
    }

    /** The reason in the words of the operating system, which name no host. */
    private static String why(IOException e) {
        return e instanceof BindException ? e.getMessage() : "its host has no address here";
    }
}
