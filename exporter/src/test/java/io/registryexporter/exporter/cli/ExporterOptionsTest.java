package io.registryexporter.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.common.cli.ExporterOptions;
import java.time.Clock;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What both programs know of the options is what the command has. */
class ExporterOptionsTest {

    @Test
    void the_names_are_those_of_the_command() {
        assertThat(ExporterOptions.withValue())
                .isEqualTo(names(option -> option.arity().max() > 0))
                .allMatch(name -> name.startsWith("--"));
        assertThat(ExporterOptions.withoutValue())
                .isEqualTo(names(option -> option.arity().max() == 0));
    }

    @Test
    void each_option_with_a_value_has_a_variable() {
        assertThat(ExporterOptions.variables())
                .hasSameSizeAs(ExporterOptions.withValue())
                .contains("REGISTRY_EXPORTER_SCAN_MAX_OPS_PER_SECOND");
    }

    private static Set<String> names(Predicate<OptionSpec> kind) {
        return CommandSpec.forAnnotatedObject(new ExporterCommand(System.err, Clock.systemUTC())).options().stream()
                .filter(kind)
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
