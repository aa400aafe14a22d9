package io.registryexporter.exporter.metrics;

/** Takes the samples of one family. */
public interface SampleSink {

    /**
     * Takes one sample.
     *
     * @param labels names and values in turn
     */
    void sample(long value, String... labels);

    /**
     * Takes one sample of a point in time.
     *
     * @param millis milliseconds since 1970, served in seconds
     * @param labels names and values in turn
     */
    void timestamp(long millis, String... labels);
}
