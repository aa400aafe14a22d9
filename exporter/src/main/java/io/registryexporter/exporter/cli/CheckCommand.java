package io.registryexporter.exporter.cli;

import io.registryexporter.exporter.report.JsonReport;
import io.registryexporter.exporter.report.Paint;
import io.registryexporter.exporter.report.Report;
import io.registryexporter.exporter.report.TextCheck;
import io.registryexporter.exporter.scan.Damage;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code registry-exporter check PATH}: scans once and lists what is damaged. */
@Command(
        name = "registry-exporter check",
        customSynopsis = "registry-exporter check PATH [options]",
        description = "Scans the storage of a registry once, and lists what is damaged and what to do about it.",
        versionProvider = VersionText.class,
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        footer = {
            "",
            "Exit code 0: no damage. 1: damage was found. 2: a wrong option, a PATH that cannot be scanned.",
            "What a registry at work may be about to finish is damage when it is older than a minute."
        })
final class CheckCommand implements Callable<Integer> {
    static final String NAME = "check";
    private static final int DAMAGED = 1;

    private final Console console;
    private final Clock clock;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            converter = Converters.CheckFormats.class,
            description = "table or json. Default: ${DEFAULT-VALUE}")
    private ReportFormat format;

    @Mixin
    private ScanArguments scan = new ScanArguments();

    CheckCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        SingleScan.Scanned scanned = new SingleScan(scan, clock, console).scan();
        List<Damage> damages = Report.damages(scanned.inventory());
        PrintWriter out = console.writer();
        if (format == ReportFormat.JSON) {
            new JsonReport().write(scanned.v2(), scanned.at(), damages, out);
        } else {
            new TextCheck(new Paint(console.terminal().colours(console.environment())))
                    .print(scanned.v2(), damages, out);
        }
        console.finish(out);
        return damages.isEmpty() ? CommandRunner.OK : DAMAGED;
    }
}
