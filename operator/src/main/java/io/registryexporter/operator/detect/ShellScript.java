package io.registryexporter.operator.detect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The part of a shell's language that needs no shell: commands of literal words, one after the other. Everything else
 * is not understood, because a guess at the registry's configuration is worse than none.
 */
final class ShellScript {
    private static final String SEPARATORS = ";&|\n";
    private static final String SPECIAL = "$`\\()<>*?[]{}~!";
    private static final String SPECIAL_IN_DOUBLE_QUOTES = "$`\\";

    /** Commands that change neither the configuration of a registry nor its environment. */
    private static final Set<String> HARMLESS = Set.of(
            "update-ca-certificates",
            "update-ca-trust",
            "sleep",
            "echo",
            "mkdir",
            "chown",
            "chmod",
            "set",
            "true",
            ":",
            "ls",
            "id",
            "date",
            "umask",
            "ulimit",
            "wait");

    private final String text;
    private final List<List<String>> commands = new ArrayList<>();
    private List<String> words = new ArrayList<>();
    private int at;

    private ShellScript(String text) {
        this.text = text;
    }

    /** The words of the only command that starts a registry; empty if the script is not understood. */
    static Optional<List<String>> registryCommand(String text) {
        ShellScript script = new ShellScript(text.replace("\\\n", " "));
        if (!script.read()) {
            return Optional.empty();
        }
        List<List<String>> commands =
                script.commands.stream().map(ShellScript::withoutExec).toList();
        List<List<String>> registries =
                commands.stream().filter(CommandLine::startsRegistry).toList();
        boolean harmless = commands.stream()
                .filter(command -> !CommandLine.startsRegistry(command))
                .allMatch(command -> command.isEmpty() || HARMLESS.contains(command.get(0)));
        return registries.size() == 1 && harmless && isProgram(registries.get(0))
                ? Optional.of(registries.get(0))
                : Optional.empty();
    }

    /** The first word is an assignment otherwise, or another program that starts the registry in its own way. */
    private static boolean isProgram(List<String> command) {
        return !command.get(0).contains("=");
    }

    private static List<String> withoutExec(List<String> command) {
        return !command.isEmpty() && command.get(0).equals("exec") ? command.subList(1, command.size()) : command;
    }

    /** Whether all of the text is understood. */
    private boolean read() {
        while (at < text.length()) {
            char next = text.charAt(at);
            if (SEPARATORS.indexOf(next) >= 0) {
                endCommand();
                at++;
            } else if (Character.isWhitespace(next)) {
                at++;
            } else if (next == '#') {
                int end = text.indexOf('\n', at);
                at = end < 0 ? text.length() : end;
            } else if (!word()) {
                return false;
            }
        }
        endCommand();
        return true;
    }

    private void endCommand() {
        if (!words.isEmpty()) {
            commands.add(words);
            words = new ArrayList<>();
        }
    }

    private boolean word() {
        StringBuilder word = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at);
            if (Character.isWhitespace(next) || SEPARATORS.indexOf(next) >= 0) {
                break;
            }
            boolean quote = next == '\'' || next == '"';
            if (SPECIAL.indexOf(next) >= 0 || (quote && !quoted(next, word))) {
                return false;
            }
            if (!quote) {
                word.append(next);
                at++;
            }
        }
        words.add(word.toString());
        return true;
    }

    private boolean quoted(char quote, StringBuilder word) {
        int end = text.indexOf(quote, at + 1);
        String inside = end < 0 ? "" : text.substring(at + 1, end);
        boolean literal = end >= 0
                && (quote == '\'' || inside.chars().noneMatch(each -> SPECIAL_IN_DOUBLE_QUOTES.indexOf(each) >= 0));
        word.append(inside);
        at = end + 1;
        return literal;
    }
}
