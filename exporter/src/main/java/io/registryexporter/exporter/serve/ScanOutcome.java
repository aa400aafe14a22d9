package io.registryexporter.exporter.serve;

import io.registryexporter.exporter.inventory.Inventory;
import io.registryexporter.exporter.metrics.RenderedFamilies;

/** The outcome of a scan that succeeded: all that is served comes from one of these, so that it agrees with itself. */
record ScanOutcome(Inventory inventory, RenderedFamilies families, long cutSeries) {}
