package io.registryexporter.exporter.report;

import io.registryexporter.common.text.Paint;
import io.registryexporter.common.text.TextTable;
import io.registryexporter.exporter.storage.DiskKind;
import io.registryexporter.exporter.storage.DiskUsage;
import java.io.PrintWriter;

/** What lies on the disk, for a terminal: a line for each kind. */
record TextDisk(DiskUsage disk, Paint paint, PrintWriter out) {

    void print() {
        String least = disk.isComplete() ? "" : "at least ";
        out.println();
        out.println(paint.heading("On the disk below " + disk.path() + ": ") + least
                + Units.bytes(disk.total().bytes()) + " in "
                + Units.count(disk.total().entries()) + " entries");
        if (!disk.isComplete()) {
            out.println(paint.alarm(Units.count(disk.unreadable(), "place") + " could not be read"));
        }
        TextTable table = new TextTable(4, "SIZE", "BYTES", "FILES", "DIRECTORIES", "WHAT");
        for (DiskKind kind : DiskKind.values()) {
            DiskUsage.Amount amount = disk.of(kind);
            table.row(
                    Units.bytes(amount.bytes()),
                    Units.count(amount.bytes()),
                    Units.count(amount.files()),
                    Units.count(amount.directories()),
                    kind.text());
        }
        table.lines(paint).forEach(out::println);
    }
}
