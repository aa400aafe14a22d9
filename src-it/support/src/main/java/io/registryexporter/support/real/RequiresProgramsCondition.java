package io.registryexporter.support.real;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides by looking for the programs on the PATH. */
final class RequiresProgramsCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        List<String> missing = context
                .getTestClass()
                .flatMap(type -> java.util.Optional.ofNullable(type.getAnnotation(RequiresPrograms.class)))
                .map(RequiresPrograms::value)
                .map(Arrays::asList)
                .orElseGet(List::of)
                .stream()
                .filter(program -> !isOnPath(program))
                .toList();
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("all programs are there");
        }
        String need = "needs " + String.join(", ", missing)
                + " on the PATH; Debian has packages of these names (promtool is in prometheus, kubectl in kubernetes-client,"
                + " chromedriver in chromium-driver)";
        return Requirement.isMissing(context, need);
    }

    private static boolean isOnPath(String program) {
        return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
