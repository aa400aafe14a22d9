package io.registryexporter.exporter.metrics;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/**
 * Writes families of gauges as text. Gauges without special characters in their help read the same in the Prometheus
 * text format 0.0.4 and in OpenMetrics 1.0, so one rendering serves both; and a whole number is written as the original
 * wrote it, {@code 41420039.0}, for those who search the text.
 */
final class ExpositionWriter implements SampleSink {
    /** Decimal places of seconds. */
    private static final int MILLIS = 3;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private String family = "";

    /** Writes a family with its header, which stands there even if the family has no sample. */
    void write(GaugeFamily gauges) {
        family = gauges.name();
        text("# HELP ").text(family).text(" ").text(gauges.help()).text("\n");
        text("# TYPE ").text(family).text(" gauge\n");
        gauges.samples().accept(this);
    }

    @Override
    public void sample(long value, String... labels) {
        sample(value + ".0", labels);
    }

    @Override
    public void timestamp(long millis, String... labels) {
        sample(BigDecimal.valueOf(millis, MILLIS).toPlainString(), labels);
    }

    private void sample(String value, String... labels) {
        text(family);
        for (int i = 0; i < labels.length; i += 2) {
            text(i == 0 ? "{" : ",").text(labels[i]).text("=\"").escaped(labels[i + 1]);
            text("\"");
        }
        text(labels.length == 0 ? " " : "} ").text(value).text("\n");
    }

    int size() {
        return out.size();
    }

    byte[] toByteArray() {
        return out.toByteArray();
    }

    private ExpositionWriter text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(bytes, 0, bytes.length);
        return this;
    }

    private void escaped(String value) {
        boolean plain = value.indexOf('\\') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0;
        text(plain ? value : value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n"));
    }
}
