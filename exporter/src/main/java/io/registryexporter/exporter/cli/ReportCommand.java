package io.registryexporter.exporter.cli;

import io.registryexporter.common.build.BuildInfoReader;
import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Program;
import io.registryexporter.common.cli.UnusableException;
import io.registryexporter.common.text.Paint;
import io.registryexporter.exporter.page.Page;
import io.registryexporter.exporter.page.PageContent;
import io.registryexporter.exporter.report.Grouping;
import io.registryexporter.exporter.report.JsonReport;
import io.registryexporter.exporter.report.PathReport;
import io.registryexporter.exporter.report.Report;
import io.registryexporter.exporter.report.RepositoryOrder;
import io.registryexporter.exporter.report.TextReport;
import io.registryexporter.exporter.retention.Orphan;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code registry-exporter report PATH}: scans once and prints what fills the registry. */
@Command(
        name = "registry-exporter report",
        customSynopsis = "registry-exporter report PATH [options]",
        description = "Scans the storage of a registry once, and prints what fills it.",
        versionProvider = VersionText.class,
        sortOptions = false,
        usageHelpWidth = 100,
        footer = {
            "",
            "Exit code 2: a wrong option, a PATH that cannot be scanned. 3: too little memory.",
            "",
            "Examples:",
            "  registry-exporter report /var/lib/registry",
            "  registry-exporter report /var/lib/registry --by path --path-depth 2 --sort exclusive",
            "  registry-exporter report /var/lib/registry --sort pushed --older-than 180d",
            "  registry-exporter report /var/lib/registry --disk-usage",
            "  registry-exporter report /var/lib/registry --format html > registry.html"
        })
final class ReportCommand implements Callable<Integer> {
    static final String NAME = "report";
    private static final int TOP_OF_TABLE = 20;
    private static final String DISK_USAGE = "--disk-usage";

    private final Console console;
    private final Clock clock;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            converter = Converters.ReportFormats.class,
            description = "table, json or html. Default: table")
    private ReportFormat format;

    @Option(
            names = "--top",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "How many repositories, paths and tags are listed at most, 0 for all. Default: "
                    + TOP_OF_TABLE + " in a table and of the tags in html, otherwise all.")
    private Optional<Integer> top = Optional.empty();

    @Option(
            names = "--sort",
            paramLabel = "ORDER",
            defaultValue = "stored",
            converter = Converters.Order.class,
            description =
                    "Order of the repositories or paths: stored, exclusive, tags, revisions, untagged, uploads, damage"
                            + " (the largest first), last-push (the oldest first), pushed (the same, and the oldest tags"
                            + " are listed) or name. Default: stored")
    private RepositoryOrder order;

    @Option(
            names = "--by",
            paramLabel = "GROUPING",
            defaultValue = "repository",
            converter = Converters.Groupings.class,
            description = "repository or path: what the table has a line for; json and html have both."
                    + " Default: repository")
    private Grouping by;

    @Option(
            names = "--path-depth",
            paramLabel = "N",
            defaultValue = "1",
            converter = Converters.Depth.class,
            description = "How many components of the names of repositories make a path. Default: 1")
    private int pathDepth;

    @Option(
            names = "--older-than",
            paramLabel = "DURATION",
            converter = Converters.Interval.class,
            description =
                    "Lists only the repositories, paths and tags whose last push is longer ago, such as 90d. Totals are"
                            + " of everything.")
    private Optional<Duration> olderThan = Optional.empty();

    @Option(
            names = DISK_USAGE,
            fallbackValue = "true",
            defaultValue = "false",
            converter = Converters.Flag.class,
            description =
                    "Looks at every file and directory below PATH, and shows their sizes by what they are for. The"
                            + " sum is that of du --apparent-size --bytes.")
    private boolean diskUsage;

    @Mixin
    private ScanArguments scan = new ScanArguments();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    ReportCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (diskUsage && format == ReportFormat.HTML) {
            throw new UnusableException(
                    DISK_USAGE + " needs --format table or json. See registry-exporter report --help.");
        }
        SingleScan single = new SingleScan(scan, clock, console);
        SingleScan.Scanned scanned = diskUsage ? single.scanAndCount() : single.scan();
        Report all = Report.of(scanned.inventory(), scanned.v2(), scanned.at(), extent())
                .with(Orphan.of(scanned.storage(), scanned.inventory()), extent().tags());
        Report report = scanned.disk().map(all::with).orElse(all);
        PrintWriter out = console.writer();
        switch (format) {
            case TABLE -> new TextReport(report, by, paint(), out).print();
            case JSON -> new JsonReport().write(report, out);
            case HTML -> Page.load().writeFile(page(report), out);
        }
        console.finish(out);
        return Program.OK;
    }

    private PageContent page(Report report) {
        return new PageContent(
                BuildInfoReader.read(ReportCommand.class),
                Optional.empty(),
                List.of(),
                Optional.of(report),
                clock.instant());
    }

    private Paint paint() {
        return new Paint(console.terminal().colours(console.environment()));
    }

    private Report.Extent extent() {
        int tags = top.orElse(format == ReportFormat.JSON ? 0 : TOP_OF_TABLE);
        int repositories = top.orElse(format == ReportFormat.TABLE ? TOP_OF_TABLE : 0);
        return new Report.Extent(
                order,
                orAll(repositories),
                orAll(tags),
                new PathReport.Extent(pathDepth, orAll(repositories)),
                olderThan);
    }

    private static int orAll(int count) {
        return count == 0 ? Integer.MAX_VALUE : count;
    }
}
