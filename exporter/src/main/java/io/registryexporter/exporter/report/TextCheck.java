package io.registryexporter.exporter.report;

import io.registryexporter.exporter.scan.Damage;
import java.io.PrintWriter;
import java.util.List;

/** The damaged entries for a terminal: where, why, and what to do. */
public record TextCheck(Paint paint) {

    public void print(String v2, List<Damage> damages, PrintWriter out) {
        if (damages.isEmpty()) {
            out.println("No damage found in " + v2 + ".");
            return;
        }
        for (Damage damage : damages) {
            out.println(paint.heading(v2 + "/" + damage.path()));
            out.println("  " + paint.alarm(damage.reason().label()) + ": "
                    + damage.reason().meaning());
            out.println("  " + Remedy.of(damage.reason()));
        }
        out.println();
        out.println(paint.heading(
                Units.count(damages.size()) + (damages.size() == 1 ? " entry is" : " entries are") + " damaged."));
    }
}
