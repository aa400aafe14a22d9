package io.registryexporter.exporter.metrics;

/** The names of labels. */
final class Labels {
    static final String REPOSITORY = "repository";
    static final String PATH = "path";
    static final String TAG = "tag";
    static final String REASON = "reason";
    static final String MODE = "mode";

    private Labels() {}
}
