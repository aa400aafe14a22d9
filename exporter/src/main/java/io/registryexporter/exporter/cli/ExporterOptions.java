package io.registryexporter.exporter.cli;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of {@code registry-exporter PATH}, for whoever writes its command line. */
public final class ExporterOptions {
    private static final List<OptionSpec> OPTIONS = CommandSpec.forAnnotatedObject(
                    new ExporterCommand(System.err, Clock.systemUTC()))
            .options();

    private ExporterOptions() {}

    /** Names of those that take one value, with their dashes. */
    public static Set<String> withValue() {
        return names(option -> option.arity().max() > 0);
    }

    /** Names of those that take none. */
    public static Set<String> withoutValue() {
        return names(option -> option.arity().max() == 0);
    }

    /** The environment variables that stand for options. */
    public static Set<String> variables() {
        return OPTIONS.stream()
                .filter(option -> option.arity().max() > 0)
                .map(EnvironmentDefaults::variable)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<String> names(Predicate<OptionSpec> kind) {
        return OPTIONS.stream()
                .filter(kind)
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
