package io.registryexporter.common.cli;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The names of the options of {@code registry-exporter PATH}: the exporter has them, the operator judges by them what a
 * resource may pass. A test of the exporter holds them to the options that it really has.
 */
public final class ExporterOptions {
    private static final String VARIABLE_PREFIX = "REGISTRY_EXPORTER_";

    private static final Set<String> WITH_VALUE = Set.of(
            "--web.listen-address",
            "--web.telemetry-path",
            "--web.config.file",
            "--scan.interval",
            "--scan.full-interval",
            "--scan.recheck-interval",
            "--scan.threads",
            "--scan.max-ops-per-second",
            "--scan.stuck-after",
            "--registry.version",
            "--registry.proxy",
            "--metrics.repository-include",
            "--metrics.repository-exclude",
            "--metrics.tag-exclude",
            "--metrics.per-tag",
            "--metrics.max-tags",
            "--metrics.path-depth",
            "--log.level",
            "--log.format");

    private static final Set<String> WITHOUT_VALUE = Set.of("--help", "-h", "--version", "-V");

    private static final Set<String> VARIABLES =
            WITH_VALUE.stream().map(ExporterOptions::variable).collect(Collectors.toUnmodifiableSet());

    private ExporterOptions() {}

    /** Names of those that take one value, with their dashes. */
    public static Set<String> withValue() {
        return WITH_VALUE;
    }

    /** Names of those that take none. */
    public static Set<String> withoutValue() {
        return WITHOUT_VALUE;
    }

    /** The environment variables that stand for options. */
    public static Set<String> variables() {
        return VARIABLES;
    }

    /** The variable of one option: {@code --scan.interval} is {@code REGISTRY_EXPORTER_SCAN_INTERVAL}. */
    public static String variable(String option) {
        String name = option.substring("--".length());
        return VARIABLE_PREFIX + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }
}
