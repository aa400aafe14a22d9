package io.registryexporter.exporter.report;

import io.registryexporter.common.text.Paint;
import io.registryexporter.common.text.TextTable;
import io.registryexporter.exporter.inventory.Reclaimable;
import io.registryexporter.exporter.retention.DeletionForecast;
import io.registryexporter.exporter.retention.Preview;
import io.registryexporter.exporter.retention.RepositoryPlan;
import io.registryexporter.exporter.retention.RetentionRule;
import io.registryexporter.exporter.storage.Digest;
import io.registryexporter.exporter.storage.GarbageCollectionMode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/** What a retention rule would delete, for a terminal. */
public final class TextPreview {
    private static final int FIRST_COLUMN = 14;
    private static final long SECONDS_OF_DAY = Duration.ofDays(1).toSeconds();
    private static final String NONE = "-";

    private final Preview preview;
    private final Check check;
    private final List<Forecast> after;
    private final boolean cache;
    private final Paint paint;
    private final PrintWriter out;

    /**
     * A preview and where it belongs.
     *
     * @param check of the same scan
     * @param after what a collection does after the deletion
     * @param cache whether the registry is a pull-through cache
     */
    public TextPreview(
            Preview preview, Check check, List<Forecast> after, boolean cache, Paint paint, PrintWriter out) {
        this.preview = preview;
        this.check = check;
        this.after = after;
        this.cache = cache;
        this.paint = paint;
        this.out = out;
    }

    /**
     * Writes the whole preview.
     *
     * @param most how many lines each list has at most; the totals are of everything
     */
    public void print(int most) {
        totals();
        repositories(most);
        going(most);
        staying(most);
        leftBehind(most);
    }

    private void totals() {
        fact("Storage", check.v2() + ", " + Units.time(check.at()));
        fact("Rule", rule(preview.rule()));
        patterns(preview.rule());
        fact(
                "Tags",
                Units.count(preview.goingTags()) + " go, with " + Units.count(preview.manifests(), "manifest") + "; "
                        + (preview.complete() ? "" : "at least ") + Units.count(preview.stayingTags())
                        + " stay though the rule lets them go");
        if (!preview.complete()) {
            fact("", paint.alarm("some entries could not be read: registry-exporter check lists them"));
        }
        if (preview.leftBehind() > 0) {
            fact(
                    "Left behind",
                    Units.count(preview.leftBehind(), "referrer") + " of images that go"
                            + (preview.rule().withReferrers() ? "" : "; --with-referrers takes them along"));
        }
        after.forEach(this::collection);
        if (cache) {
            fact("Cache", paint.alarm("a pull-through cache answers DELETE with 405; its images expire by themselves"));
        }
    }

    private static String rule(RetentionRule rule) {
        List<String> parts = new ArrayList<>();
        if (rule.keepLast().isPresent()) {
            int kept = rule.keepLast().getAsInt();
            parts.add("not one of the newest " + Units.count(kept) + " of a repository");
        }
        rule.olderThan().ifPresent(age -> parts.add("pushed more than " + duration(age) + " ago"));
        return "tags that are " + String.join(", and ", parts);
    }

    private void patterns(RetentionRule rule) {
        List<String> parts = new ArrayList<>();
        rule.patterns().repository().ifPresent(pattern -> parts.add("repositories that match " + pattern));
        rule.patterns().repositoryExclude().ifPresent(pattern -> parts.add("no repositories that match " + pattern));
        rule.patterns().tag().ifPresent(pattern -> parts.add("tags that match " + pattern));
        rule.patterns().tagExclude().ifPresent(pattern -> parts.add("no tags that match " + pattern));
        if (rule.withReferrers()) {
            parts.add("referrers go with their image");
        }
        if (!parts.isEmpty()) {
            fact("", String.join("; ", parts));
        }
    }

    private static String duration(Duration age) {
        return age.toSeconds() % SECONDS_OF_DAY == 0 && age.toDays() > 0
                ? Units.count(age.toDays(), "day")
                : age.toString().substring(2).toLowerCase(Locale.ROOT);
    }

    private void collection(Forecast forecast) {
        String name = forecast.mode() == GarbageCollectionMode.GC ? "Collection" : "";
        Optional<DeletionForecast> deletion =
                Optional.ofNullable(preview.forecasts().get(forecast.mode()));
        String blocked = forecast.isBlocked() ? paint.alarm(forecast.stops()) + "; once they are fixed: " : "";
        fact(
                name,
                "`" + forecast.command() + "` "
                        + deletion.map(freed -> blocked
                                        + freed(freed)
                                        + (forecast.isDestructive() ? "; " + paint.alarm(forecast.destroys()) : ""))
                                .orElseGet(() -> paint.alarm("frees an unknown part: " + forecast.unknown())));
    }

    private static String freed(DeletionForecast freed) {
        Reclaimable beyond = freed.beyond();
        String rule = beyond.bytes() < 0
                ? amount(new Reclaimable(-beyond.blobs(), -beyond.bytes())) + " less than without the rule"
                : amount(beyond) + " of it because of the rule";
        return "frees " + amount(freed.after()) + ", " + rule;
    }

    private static String amount(Reclaimable freed) {
        return Units.bytes(freed.bytes()) + " in " + Units.count(freed.blobs(), "blob");
    }

    private void fact(String name, String value) {
        out.println(paint.heading(name + " ".repeat(FIRST_COLUMN - name.length())) + value);
    }

    private void repositories(int most) {
        List<RepositoryPlan> lines = preview.repositories().stream()
                .sorted(Comparator.comparingLong(
                                (RepositoryPlan plan) -> own(plan, GarbageCollectionMode.GC_DELETE_UNTAGGED)
                                        .orElse(0))
                        .reversed()
                        .thenComparing(RepositoryPlan::name))
                .toList();
        if (lines.isEmpty()) {
            return;
        }
        heading("Repositories", Math.min(most, lines.size()), lines.size());
        TextTable table =
                new TextTable(6, "FREED BY GC", "BY GC -m", "TAGS", "MANIFESTS", "STAY", "LEFT", "REPOSITORY");
        for (RepositoryPlan plan : lines.subList(0, Math.min(most, lines.size()))) {
            table.row(
                    bytes(own(plan, GarbageCollectionMode.GC)),
                    bytes(own(plan, GarbageCollectionMode.GC_DELETE_UNTAGGED)),
                    Units.count(plan.tags()),
                    Units.count(plan.digests().size()),
                    Units.count(plan.staying().size()),
                    Units.count(plan.leftBehind().size()),
                    plan.name());
        }
        if (preview.goingTags() > 0 && !preview.forecasts().isEmpty()) {
            table.row(
                    shared(GarbageCollectionMode.GC),
                    shared(GarbageCollectionMode.GC_DELETE_UNTAGGED),
                    "",
                    "",
                    "",
                    "",
                    "(blobs that several of them share)");
        }
        table.lines(paint).forEach(out::println);
    }

    private static String bytes(OptionalLong bytes) {
        return bytes.isPresent() ? Units.bytes(bytes) : NONE;
    }

    private OptionalLong own(RepositoryPlan plan, GarbageCollectionMode mode) {
        return Optional.ofNullable(preview.forecasts().get(mode))
                .flatMap(forecast -> Optional.ofNullable(forecast.byRepository().get(plan.name())))
                .stream()
                .mapToLong(Reclaimable::bytes)
                .findFirst();
    }

    private String shared(GarbageCollectionMode mode) {
        return Optional.ofNullable(preview.forecasts().get(mode))
                .map(forecast -> Units.bytes(forecast.shared().bytes()))
                .orElse(NONE);
    }

    private void going(int most) {
        TextTable table = new TextTable(1, "PUSHED", "TAG", "WHY");
        long all = preview.repositories().stream()
                .mapToLong(plan -> plan.going().size())
                .sum();
        preview.repositories().stream()
                .flatMap(plan -> plan.going().stream().limit(most).map(going -> new String[] {
                    Units.age(going.pushed(), check.at()),
                    plan.name() + reference(going.tag(), going.digest()),
                    going.subject().map(subject -> "refers to " + subject).orElse("")
                }))
                .limit(most)
                .forEach(table::row);
        print("Tags that go", table, Math.min(most, all), all);
    }

    private void staying(int most) {
        TextTable table = new TextTable(0, "TAG", "WHY");
        preview.repositories().stream()
                .flatMap(plan -> plan.staying().stream().limit(most).map(staying -> new String[] {
                    plan.name() + ":" + staying.tag(), staying.reason().meaning() + " " + staying.detail()
                }))
                .limit(most)
                .forEach(table::row);
        long all = preview.stayingTags();
        print("Tags that stay though the rule lets them go", table, Math.min(most, all), all);
    }

    private void leftBehind(int most) {
        TextTable table = new TextTable(0, "LEFT BEHIND", "REFERS TO");
        preview.repositories().stream()
                .flatMap(plan -> plan.leftBehind().stream().limit(most).map(left -> new String[] {
                    plan.name() + reference(left.tag(), left.digest()),
                    left.subject().toString()
                }))
                .limit(most)
                .forEach(table::row);
        long all = preview.leftBehind();
        print("Signatures and other referrers of images that go", table, Math.min(most, all), all);
    }

    private static String reference(Optional<String> tag, Digest digest) {
        return tag.map(name -> ":" + name).orElseGet(() -> "@" + digest);
    }

    private void print(String heading, TextTable table, long shown, long all) {
        if (shown > 0) {
            heading(heading, shown, all);
            table.lines(paint).forEach(out::println);
        }
    }

    private void heading(String heading, long shown, long all) {
        out.println();
        out.println(paint.heading(heading + " (" + Units.count(shown) + " of " + Units.count(all) + ")"));
    }
}
