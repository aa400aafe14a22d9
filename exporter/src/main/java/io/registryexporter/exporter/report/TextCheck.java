package io.registryexporter.exporter.report;

import io.registryexporter.common.text.Paint;
import io.registryexporter.exporter.scan.result.Damage;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** A check for a terminal: path, reason, broken tags, and remedy of each damaged entry. */
public record TextCheck(Paint paint) {
    private static final int MOST_TAGS = 10;

    public void print(Check check, PrintWriter out) {
        for (Damage damage : check.damages()) {
            print(check.v2(), damage, out);
        }
        if (!check.damages().isEmpty()) {
            out.println();
        }
        summary(check).forEach(line -> out.println(paint.heading(line)));
    }

    private void print(String v2, Damage damage, PrintWriter out) {
        out.println(paint.heading(damage.path().isEmpty() ? v2 : v2 + "/" + damage.path()));
        String detail = damage.detail().isEmpty() ? "" : " (" + damage.detail() + ")";
        out.println("  " + paint.alarm(damage.reason().label()) + ": "
                + damage.reason().meaning() + detail);
        if (!damage.tags().isEmpty()) {
            out.println("  Breaks " + tags(damage.tags()));
        }
        if (!damage.blocks().isEmpty()) {
            out.println("  " + Remedy.blocks(damage));
        }
        out.println("  " + Remedy.of(damage));
    }

    private static String tags(List<String> tags) {
        String first = String.join(", ", tags.subList(0, Math.min(MOST_TAGS, tags.size())));
        int more = tags.size() - MOST_TAGS;
        return more > 0 ? first + " and " + Units.count(more) + " more" : first;
    }

    private static List<String> summary(Check check) {
        List<String> lines = new ArrayList<>();
        long damaged = check.damages().stream().filter(Damage::isHarmful).count();
        long strays = check.damages().size() - damaged;
        lines.add(
                check.isClean()
                        ? "No damage found in " + check.v2() + "."
                        : Units.count(damaged) + (damaged == 1 ? " entry is" : " entries are") + " damaged.");
        if (strays > 0) {
            lines.add(Units.count(strays, "stray") + (strays == 1 ? " does" : " do") + " no harm.");
        }
        int broken = check.brokenTags().size();
        if (broken > 0) {
            lines.add(Units.count(broken, "tag") + " cannot be pulled whole.");
        }
        check.forecasts().forEach(forecast -> {
            if (forecast.isBlocked()) {
                lines.add("`" + forecast.command() + "` " + forecast.stops() + ".");
            } else if (!forecast.isKnown()) {
                lines.add("What `" + forecast.command() + "` does is unknown: " + forecast.unknown() + ".");
            }
        });
        return lines;
    }
}
