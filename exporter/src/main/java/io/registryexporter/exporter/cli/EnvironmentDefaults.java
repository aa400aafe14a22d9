package io.registryexporter.exporter.cli;

import io.registryexporter.common.cli.ExporterOptions;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Options from environment variables: {@code --scan.interval} is {@code REGISTRY_EXPORTER_SCAN_INTERVAL}. */
final class EnvironmentDefaults implements IDefaultValueProvider {
    private final Map<String, String> environment;

    EnvironmentDefaults(Map<String, String> environment) {
        this.environment = environment;
    }

    /** The variable's value, or null for the default of the option, as picocli requires. */
    @Override
    @SuppressWarnings("NullAway") // picocli's interface wants it
    public String defaultValue(ArgSpec argument) {
        return valueOf(argument).orElse(null);
    }

    /** The variable that a wrong value came from, if it came from one. */
    Optional<String> source(ParameterException exception) {
        return Optional.ofNullable(exception.getArgSpec())
                .filter(argument -> valueOf(argument)
                        .equals(Optional.ofNullable(exception.getValue()).map(Object::toString)))
                .filter(OptionSpec.class::isInstance)
                .map(EnvironmentDefaults::variable);
    }

    private Optional<String> valueOf(ArgSpec argument) {
        return argument instanceof OptionSpec option && !option.usageHelp() && !option.versionHelp()
                ? Optional.ofNullable(environment.get(variable(option))).filter(value -> !value.isEmpty())
                : Optional.empty();
    }

    private static String variable(ArgSpec argument) {
        return ExporterOptions.variable(((OptionSpec) argument).longestName());
    }
}
