package io.registryexporter.exporter.metrics;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Writes a family of gauges as text. Gauges without special characters in their help are the same in the Prometheus text
 * format 0.0.4 and in OpenMetrics 1.0, so one rendering serves both. A whole number is written like the original exporter
 * does, {@code 41420039.0}, because scripts may search for it.
 */
final class ExpositionWriter implements SampleSink {
    /** Decimal places of seconds. */
    private static final int MILLIS = 3;

    private static final int FLUSH_CHARS = 16 * 1024;

    private final BlockDeflater deflater;
    private final String family;
    private final StringBuilder text = new StringBuilder(2 * FLUSH_CHARS);

    private ExpositionWriter(BlockDeflater deflater, String family) {
        this.deflater = deflater;
        this.family = family;
    }

    /** Writes a family with its header, even if the family has no sample. */
    static DeflatedBlock write(GaugeFamily gauges) {
        try (BlockDeflater deflater = new BlockDeflater()) {
            ExpositionWriter writer = new ExpositionWriter(deflater, gauges.name());
            writer.header(gauges.help());
            gauges.samples().accept(writer);
            writer.flush();
            return deflater.inner();
        }
    }

    private void header(String help) {
        text.append("# HELP ").append(family).append(' ').append(help).append('\n');
        text.append("# TYPE ").append(family).append(" gauge\n");
    }

    @Override
    public void sample(long value, String... labels) {
        series(labels);
        text.append(value).append(".0\n");
        flushWhenLong();
    }

    @Override
    public void timestamp(long millis, String... labels) {
        series(labels);
        text.append(BigDecimal.valueOf(millis, MILLIS).toPlainString()).append('\n');
        flushWhenLong();
    }

    private void series(String... labels) {
        text.append(family);
        for (int i = 0; i < labels.length; i += 2) {
            text.append(i == 0 ? '{' : ',').append(labels[i]).append("=\"");
            text.append(escaped(labels[i + 1])).append('"');
        }
        text.append(labels.length == 0 ? " " : "} ");
    }

    private void flushWhenLong() {
        if (text.length() > FLUSH_CHARS) {
            flush();
        }
    }

    private void flush() {
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        deflater.write(bytes, bytes.length);
        text.setLength(0);
    }

    private static String escaped(String value) {
        boolean plain = value.indexOf('\\') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0;
        return plain ? value : value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }
}
