package io.registryexporter.benchmarks;

import io.registryexporter.benchmarks.loops.InnerLoops;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Measures what the table in docs/exporter/performance.md shows. Arguments: the project's directory, a directory for storages, which are kept,
 * a checkout of the original or nothing, and how many tags a repository of the largest storage has, 0 to leave it out.
 */
public final class Bench {
    private static final int REPOSITORIES = 2000;
    private static final BenchStorage SMALL = new BenchStorage(40, 50, true);
    private static final BenchStorage MIDDLE = new BenchStorage(REPOSITORIES, 50, true);
    private static final int SCRAPES = 20;
    private static final String NO_PATHS = "no series of paths";

    private final Path root;
    private final Path work;
    private final Baselines baselines;
    private final Table table = new Table(System.out);

    private Bench(Path root, Path work, Optional<Path> original) {
        this.root = root;
        this.work = work;
        this.baselines = new Baselines(root.resolve("src-it/benchmarks/baselines"), work, original);
    }

    public static void main(String[] arguments) throws Exception {
        Path work = Files.createDirectories(Path.of(arguments[1]));
        Optional<Path> original =
                Optional.of(arguments[2]).filter(text -> !text.isEmpty()).map(Path::of);
        int most = Integer.parseInt(arguments[3]);
        new Bench(Path.of(arguments[0]), work, original).run(most);
    }

    private void run(int most) throws Exception {
        System.err.println("writing storages below " + work + ", once");
        Path small = SMALL.writtenBelow(work);
        Path middle = MIDDLE.writtenBelow(work);
        MeasuredExporter.archive(root, work, small);
        table.head();
        scans(middle);
        new PreviewBench(root, table).run(middle);
        cold(middle);
        start(small);
        memory("2,000 tags", small, "56");
        memory("100,000 tags", middle, "96");
        memory("100,000 tags, " + NO_PATHS, middle, "", "--metrics.path-depth=0");
        idle(middle);
        new VerifyBench(root, work, baselines, table).run();
        loops();
        if (most > 0) {
            BenchStorage large = new BenchStorage(REPOSITORIES, most, false);
            memory(String.format("%,d tags", large.allTags()), large.writtenBelow(work), "320");
            growth(large.writtenBelow(work), large.allTags() / (double) MIDDLE.allTags(), middle);
        }
    }

    private void scans(Path v2) throws Exception {
        double reader = baselines.reader(v2).median();
        Optional<Double> original = baselines.original(v2).map(Seconds::median);
        double full = fullScan(v2);
        table.ratio("full scan, 100,000 tags, warm", full, "C reader", reader, "1.5 x");
        original.ifPresent(scrape -> table.ratio("", full, "original's scrape", scrape, "1/8"));
        table.ratio(
                "full scan, series of paths of two components",
                fullScan(v2, "--metrics.path-depth=2"),
                NO_PATHS,
                fullScan(v2, "--metrics.path-depth=0"),
                "1.05 x");
        double least = baselines.carefulReader(v2, 2).median();
        original.ifPresent(scrape ->
                table.ratio("C reader, two processes, rules R5 and R9", least, "original's scrape", scrape, ""));
        double again = rescan(v2);
        table.ratio("rescan, nothing changed", again, "C reader", reader, "");
        original.ifPresent(scrape -> table.ratio("", again, "original's scrape", scrape, "1/20"));
        // With scans so close to each other a 60th of this interval is what a minute is of an hour.
        double looking = rescan(v2, "--scan.recheck-interval=" + Math.round(60_000 * again) + "ms");
        double trusting = rescan(v2, "--scan.recheck-interval=0");
        table.ratio("rescan that looks at blobs in their place", looking, "one that does not", trusting, "1.25 x");
        try (MeasuredExporter exporter = exporter(v2)) {
            exporter.awaitReady();
            double scrape = Seconds.ofEach(SCRAPES, exporter::scrape).median();
            original.ifPresent(
                    other -> table.ratio("scrape, 200,000 series, gzip", scrape, "original's scrape", other, "1/500"));
            table.figure("the same", scrape * 1000, "ms", "");
        }
    }

    private void cold(Path v2) throws Exception {
        if (!Baselines.dropCaches()) {
            table.row("cold cache", "may not drop caches", "", "", "1/6");
            return;
        }
        double find = baselines.find(v2);
        Baselines.dropCaches();
        try (MeasuredExporter exporter = exporter(v2, "--scan.threads=16")) {
            double first = exporter.scans(0, 1).median();
            table.ratio("first scan, cold cache, 16 readers", first, "find", find, "1/6");
        }
    }

    private void start(Path v2) throws Exception {
        Seconds starts = Seconds.ofEach(9, () -> {
            try (MeasuredExporter exporter = exporter(v2)) {
                exporter.awaitReady();
                return exporter;
            }
        });
        table.figure("start of the process to the first full scrape, 2,000 tags", starts.median() * 1000, "ms", "600");
    }

    private void memory(String what, Path v2, String target, String... options) throws Exception {
        try (MeasuredExporter exporter = exporter(v2, with(options, "--scan.interval=1s"))) {
            exporter.awaitReady();
            for (int i = 0; i < SCRAPES; i++) {
                exporter.scrape();
            }
            exporter.scans(0, 3);
            table.figure(
                    "resident memory after " + SCRAPES + " scrapes, " + what, exporter.residentMib(), "MiB", target);
        }
    }

    private void idle(Path v2) throws Exception {
        try (MeasuredExporter exporter = exporter(v2)) {
            exporter.scans(0, 2);
            double before = exporter.processorSeconds();
            TimeUnit.SECONDS.sleep(120);
            double percent = (exporter.processorSeconds() - before) / 120 * 100;
            table.figure("processor, idle registry, 100,000 tags, default interval", percent, "% of a core", "1");
        }
    }

    private void loops() throws RunnerException {
        Options options = new OptionsBuilder()
                .include(InnerLoops.class.getName())
                .verbosity(VerboseMode.SILENT)
                .build();
        for (RunResult result : new Runner(options).run()) {
            table.figure(
                    "JMH: " + result.getPrimaryResult().getLabel(),
                    result.getPrimaryResult().getScore(),
                    "µs",
                    "");
        }
    }

    private void growth(Path large, double tags, Path middle) throws Exception {
        table.ratio(
                String.format("rescan, %.0f times the tags", tags),
                rescan(large),
                "100,000 tags",
                rescan(middle),
                String.format("%.0f x", tags));
    }

    private double rescan(Path v2, String... options) throws Exception {
        try (MeasuredExporter exporter = exporter(v2, with(options, "--scan.interval=1ms"))) {
            return exporter.scans(10, 15).median();
        }
    }

    private double fullScan(Path v2, String... options) throws Exception {
        String[] all = with(options, "--scan.interval=1ms", "--scan.full-interval=1ms");
        try (MeasuredExporter exporter = exporter(v2, all)) {
            return exporter.scans(5, 9).median();
        }
    }

    private static String[] with(String[] options, String... more) {
        return Stream.of(more, options).flatMap(Arrays::stream).toArray(String[]::new);
    }

    private MeasuredExporter exporter(Path v2, String... options) throws Exception {
        return MeasuredExporter.start(root, work, v2, options);
    }
}
