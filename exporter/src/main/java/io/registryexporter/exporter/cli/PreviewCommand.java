package io.registryexporter.exporter.cli;

import io.registryexporter.common.cli.Console;
import io.registryexporter.common.cli.Program;
import io.registryexporter.common.cli.UnusableException;
import io.registryexporter.common.text.Paint;
import io.registryexporter.exporter.inventory.InventoryBuilder;
import io.registryexporter.exporter.report.Check;
import io.registryexporter.exporter.report.Forecast;
import io.registryexporter.exporter.report.JsonPreview;
import io.registryexporter.exporter.report.TextPreview;
import io.registryexporter.exporter.retention.Preview;
import io.registryexporter.exporter.retention.RetentionRule;
import io.registryexporter.exporter.scan.SharedManifestsReader;
import io.registryexporter.exporter.scan.result.ScannedRepository;
import io.registryexporter.exporter.scan.result.ScannedStorage;
import io.registryexporter.exporter.scan.result.SharedManifests;
import io.registryexporter.exporter.storage.Layout;
import io.registryexporter.exporter.storage.StorageFiles;
import io.registryexporter.exporter.storage.StorageLocation;
import io.registryexporter.exporter.storage.StorageLocator;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code registry-exporter preview PATH}: scans once and prints what a retention rule would delete. */
@Command(
        name = "registry-exporter preview",
        customSynopsis = "registry-exporter preview PATH --keep-last N|--older-than DURATION [options]",
        description = "Scans the storage of a registry once, and prints what a retention rule would delete, and what a"
                + " garbage collection frees afterwards. Deletes nothing.",
        versionProvider = VersionText.class,
        sortOptions = false,
        usageHelpWidth = 100,
        footer = {
            "",
            "Exit code 0: the preview is complete as far as PATH could be read, also where nothing goes. 2: a wrong",
            "option, a PATH that cannot be scanned. 3: too little memory.",
            "",
            "Examples:",
            "  registry-exporter preview /var/lib/registry --older-than 180d --keep-last 10",
            "  registry-exporter preview /var/lib/registry --keep-last 5 --repository 'team-a/.*' --tag 'pr-.*'",
            "  registry-exporter preview /var/lib/registry --older-than 1y --with-referrers --format digests"
        })
final class PreviewCommand implements Callable<Integer> {
    static final String NAME = "preview";
    private static final int TOP_OF_TABLE = 20;

    private final Console console;
    private final Clock clock;

    @Mixin
    private RuleArguments rule = new RuleArguments();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            converter = Converters.PreviewFormats.class,
            description =
                    "table, json, or digests: one REPOSITORY@DIGEST a line, for a tool that deletes. Default: table")
    private PreviewFormat format;

    @Option(
            names = "--top",
            paramLabel = "N",
            converter = Converters.Count.class,
            description = "How many lines each list of a table has at most, 0 for all. Default: " + TOP_OF_TABLE)
    private Optional<Integer> top = Optional.empty();

    @Mixin
    private ScanArguments scan = new ScanArguments();

    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli reads it
    private HelpOptions help = new HelpOptions();

    PreviewCommand(Console console, Clock clock) {
        this.console = console;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RetentionRule retention = rule.rule();
        SingleScan.Scanned scanned = new SingleScan(scan, clock, console).scan();
        boolean cache = scanned.inventory().storage().surroundings().pullThroughCache();
        if (cache && format == PreviewFormat.DIGESTS) {
            throw new UnusableException("a pull-through cache answers DELETE with 405, so no digest can be deleted."
                    + " If the registry is none, use --registry.proxy=false.");
        }
        Preview.Subject subject =
                new Preview.Subject(scanned.storage(), scanned.inventory(), shared(scanned.storage()), scanned.at());
        Preview preview = Preview.of(subject, scan.registryVersion(), retention);
        Check check = Check.of(scanned.inventory(), scanned.v2(), scanned.at());
        PrintWriter out = console.writer();
        switch (format) {
            case TABLE ->
                new TextPreview(preview, check, after(preview, check, scanned), cache, paint(), out)
                        .print(top.filter(n -> n > 0).orElse(most()));
            case JSON -> new JsonPreview().write(preview, check, after(preview, check, scanned), cache, out);
            case DIGESTS -> {
                preview.digests().forEach(out::println);
                preview.caution().ifPresent(console.err()::println);
            }
        }
        console.finish(out);
        return Program.OK;
    }

    private SharedManifests shared(ScannedStorage scanned) throws IOException {
        if (new StorageLocator().locate(scan.path()) instanceof StorageLocation.Storage storage) {
            StorageFiles files = new StorageFiles(storage.root(), storage.v2(), scan.pace());
            return new SharedManifestsReader(files, new Layout(storage.v2()))
                    .read(scanned.repositories().stream()
                            .map(ScannedRepository::name)
                            .toList());
        }
        return SharedManifests.NONE;
    }

    /** A deletion takes blockers and losses away at most, so that one inventory is enough where there are none. */
    private List<Forecast> after(Preview preview, Check check, SingleScan.Scanned scanned) {
        if (check.forecasts().stream().noneMatch(one -> one.isBlocked() || one.isDestructive())) {
            return check.forecasts();
        }
        InventoryBuilder builder = new InventoryBuilder(scan.registryVersion(), scan.registryProxy());
        return Forecast.of(builder.build(
                preview.remaining(scanned.storage()),
                scanned.inventory().storage().surroundings()));
    }

    private int most() {
        return top.isPresent() ? Integer.MAX_VALUE : TOP_OF_TABLE;
    }

    private Paint paint() {
        return new Paint(console.terminal().colours(console.environment()));
    }
}
