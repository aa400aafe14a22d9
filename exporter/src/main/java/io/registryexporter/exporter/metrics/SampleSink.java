package io.registryexporter.exporter.metrics;

/** Takes the samples of one family. */
public interface SampleSink {

    /**
     * Takes one sample.
     *
     * @param labels names and values in turn
     */
    void sample(long value, String... labels);
}
