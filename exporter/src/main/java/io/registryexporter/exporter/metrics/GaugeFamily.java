package io.registryexporter.exporter.metrics;

import java.util.function.Consumer;

/**
 * A family of gauges whose samples are produced while they are written, and never stored.
 *
 * @param help one line without backslash, quote or line end, so that both text formats show the same
 * @param samples writes all samples to the sink, in a stable order
 */
public record GaugeFamily(String name, String help, Consumer<SampleSink> samples) {}
