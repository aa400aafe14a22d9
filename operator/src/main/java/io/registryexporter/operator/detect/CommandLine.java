package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.Container;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The command line of a container, as far as its manifest has it.
 *
 * @param words of the command that starts the registry; empty if the image decides, or if the command is not understood
 * @param text the whole command line
 * @param understood whether the words are all that decides which configuration the registry reads
 */
record CommandLine(List<String> words, String text, boolean understood) {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "ash", "dash", "busybox");
    private static final Set<String> WRAPPERS = Set.of("tini", "dumb-init", "--", "-g", "exec");
    private static final String SERVE = "serve";
    private static final String COLLECT = "garbage-collect";

    /** Programs that start the registry: its own name, that of Harbor's image, and the script of the images. */
    private static final Set<String> PROGRAMS = Set.of(
            "registry",
            "registry_DO_NOT_USE_GC",
            "docker-registry",
            "entrypoint.sh",
            "docker-entrypoint.sh",
            "dockerregistry");

    CommandLine {
        words = List.copyOf(words);
    }

    static CommandLine of(Container container) {
        List<String> words = Stream.concat(container.getCommand().stream(), container.getArgs().stream())
                .dropWhile(word -> WRAPPERS.contains(program(word)))
                .toList();
        String text = String.join(" ", words);
        if (words.isEmpty()) {
            return new CommandLine(List.of(), text, true);
        }
        if (SHELLS.contains(program(words.get(0)))) {
            return ofShell(words, text);
        }
        // Without a command the words are arguments of the image's own entrypoint.
        boolean known = container.getCommand().isEmpty() || PROGRAMS.contains(program(words.get(0)));
        CommandLine line = new CommandLine(words, text, true);
        boolean expanded =
                line.configurationPath().filter(path -> path.contains("$(")).isPresent();
        return known || line.configurationPath().isPresent()
                ? new CommandLine(words, text, !expanded)
                : new CommandLine(List.of(), text, false);
    }

    private static CommandLine ofShell(List<String> words, String text) {
        return IntStream.range(1, words.size() - 1)
                .filter(i -> words.get(i).matches("-[a-z]*c[a-z]*"))
                .mapToObj(i -> words.get(i + 1))
                .findFirst()
                .flatMap(ShellScript::registryCommand)
                .map(command -> new CommandLine(command, text, true))
                .orElseGet(() -> new CommandLine(List.of(), text, false));
    }

    /** Whether a command of a shell is one that starts the registry. */
    static boolean startsRegistry(List<String> words) {
        return !words.isEmpty() && (PROGRAMS.contains(program(words.get(0))) || words.contains(SERVE));
    }

    /** The file that the registry reads its configuration from, if the command names it. */
    Optional<String> configurationPath() {
        int serve = words.indexOf(SERVE);
        Optional<String> served =
                serve < 0 || serve + 1 >= words.size() ? Optional.empty() : Optional.of(words.get(serve + 1));
        return served.filter(word -> !word.startsWith("-"))
                .or(() -> words.stream().filter(CommandLine::isYaml).reduce((first, last) -> last));
    }

    /** Whether the command is that of a registry, whatever the image is called. */
    boolean servesRegistry() {
        boolean program = !words.isEmpty() && program(words.get(0)).startsWith("registry") && words.contains(SERVE);
        return program
                || (configurationPath().filter(CommandLine::isUsual).isPresent() && !collectsGarbage())
                || (!understood && text.matches("(?s).*\\bregistry\\s+serve\\b.*"));
    }

    /** Whether the command collects garbage in the storage of a registry, and is no registry itself. */
    boolean collectsGarbage() {
        return text.contains(COLLECT) && !text.matches("(?s).*\\bserve\\b.*");
    }

    /** Whether a script may set variables of the registry. */
    boolean mayChangeEnvironment() {
        return !understood && text.contains("REGISTRY_");
    }

    private static boolean isUsual(String path) {
        return isYaml(path) && (path.startsWith("/etc/docker/registry/") || path.startsWith("/etc/distribution/"));
    }

    private static boolean isYaml(String word) {
        return word.endsWith(".yml") || word.endsWith(".yaml");
    }

    private static String program(String word) {
        return word.substring(word.lastIndexOf('/') + 1);
    }
}
