package io.registryexporter.exporter.cli;

import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Program;
import io.registryexporter.common.cli.UnusableException;
import io.registryexporter.common.text.Paint;
import io.registryexporter.exporter.report.Check;
import io.registryexporter.exporter.report.JsonReport;
import io.registryexporter.exporter.report.TextCheck;
import io.registryexporter.exporter.storage.ByteRate;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
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
        sortOptions = false,
        usageHelpWidth = 100,
        footer = {
            "",
            "Without --verify no blob but manifests is read.",
            "Exit code 0: no damage; strays that do no harm are listed. 1: a tag is broken, a collection is",
            "blocked, or an entry is damaged. 2: a wrong option, a PATH that cannot be scanned. 3: too little",
            "memory.",
            "An entry that a registry may be writing is damage if it is older than a minute.",
            "",
            "Examples:",
            "  registry-exporter check /var/lib/registry",
            "  registry-exporter check /var/lib/registry --format json",
            "  registry-exporter check /var/lib/registry --verify --max-bytes-per-second 50MB"
        })
final class CheckCommand implements Callable<Integer> {
    static final String NAME = "check";
    private static final int DAMAGED = 1;
    private static final String MAX_BYTES_PER_SECOND = "--max-bytes-per-second";

    private final Console console;
    private final Clock clock;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            converter = Converters.CheckFormats.class,
            description = "table or json. Default: table")
    private ReportFormat format;

    @Option(
            names = "--verify",
            fallbackValue = "true",
            defaultValue = "false",
            converter = Converters.Flag.class,
            description = "Reads every blob once, and compares it with its digest.")
    private boolean verify;

    @Option(
            names = MAX_BYTES_PER_SECOND,
            paramLabel = "N",
            converter = Converters.Bytes.class,
            description = "How many bytes --verify reads in a second at most, such as 50MB or 50MiB; 0 for no limit."
                    + " Default: 0")
    private Optional<Long> maxBytesPerSecond = Optional.empty();

    @Mixin
    private ScanArguments scan = new ScanArguments();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    CheckCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (maxBytesPerSecond.isPresent() && !verify) {
            throw new UnusableException(MAX_BYTES_PER_SECOND + " needs --verify. See registry-exporter check --help.");
        }
        SingleScan single = new SingleScan(scan, clock, console);
        SingleScan.Scanned scanned = verify ? single.scanAndVerify(rate()) : single.scan();
        Check check = Check.of(scanned.inventory(), scanned.v2(), scanned.at());
        PrintWriter out = console.writer();
        if (format == ReportFormat.JSON) {
            new JsonReport().write(check, out);
        } else {
            new TextCheck(new Paint(console.terminal().colours(console.environment()))).print(check, out);
        }
        console.finish(out);
        return check.isClean() ? Program.OK : DAMAGED;
    }

    private ByteRate rate() {
        return ByteRate.perSecond(maxBytesPerSecond.orElse(0L));
    }
}
