package io.registryexporter.common.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What is wrong with a command line, in words of its options alone. An argument and a variable may hold a secret, as
 * {@code $(VAR)} does in a container's arguments, so no message quotes one: it says the option or the place.
 */
public final class CommandLineProblem {
    private CommandLineProblem() {}

    /**
     * One sentence without its full stop.
     *
     * @param arguments all of the process, by which places are counted
     * @param variable the environment variable that a wrong value came from
     */
    public static String describe(ParameterException problem, List<String> arguments, Optional<String> variable) {
        if (problem instanceof UnmatchedArgumentException unmatched) {
            return unmatched(
                    unmatched.getUnmatched(),
                    arguments,
                    unmatched.getCommandLine().getCommandSpec());
        }
        if (problem instanceof OverwrittenOptionException twice) {
            return name(twice.getOverwritten()) + " is given more than once";
        }
        Optional<ArgSpec> argument = argument(problem);
        String from = variable.map(name -> " (from the environment variable " + name + ")")
                .orElse("");
        if (problem instanceof MissingParameterException && argument.isPresent()) {
            return argument.get() instanceof OptionSpec
                    ? name(argument.get()) + " has no value; it must be " + wanted(argument.get())
                    : name(argument.get()) + " is missing";
        }
        return argument.map(spec -> takesValue(spec)
                        ? name(spec) + " must be " + wanted(spec) + from
                        : name(spec) + " takes no value" + from)
                .orElse("the arguments are not those of this command");
    }

    private static String unmatched(List<String> unmatched, List<String> arguments, CommandSpec command) {
        String first = unmatched.isEmpty() ? "" : unmatched.get(0);
        String place = "argument " + (arguments.lastIndexOf(first) + 1);
        if (!first.startsWith("-")) {
            return place + " is one too many";
        }
        String name = first.replaceFirst("=.*", "");
        Optional<String> meant = command.optionsMap().keySet().stream()
                .filter(option -> name.length() > 3 && (option.startsWith(name) || name.startsWith(option)))
                .filter(option -> option.startsWith("--"))
                .sorted()
                .findFirst();
        return place + " is not a known option"
                + meant.map(option -> "; the nearest option is " + option).orElse("");
    }

    private static Optional<ArgSpec> argument(ParameterException problem) {
        Stream<ArgSpec> missing =
                problem instanceof MissingParameterException m ? m.getMissing().stream() : Stream.of();
        return Stream.concat(Stream.ofNullable(problem.getArgSpec()), missing).findFirst();
    }

    private static boolean takesValue(ArgSpec argument) {
        return argument.arity().max() > 0 || argument.converters().length > 0;
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? "option " + option.longestName() : argument.paramLabel();
    }

    private static String wanted(ArgSpec argument) {
        return Stream.of(argument.converters())
                .filter(Wanted.class::isInstance)
                .map(converter -> ((Wanted<?>) converter).wanted())
                .findFirst()
                .orElse("another text");
    }
}
