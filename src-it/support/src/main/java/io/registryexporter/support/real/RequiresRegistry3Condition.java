package io.registryexporter.support.real;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides by the environment variable. */
final class RequiresRegistry3Condition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String program = System.getenv(RegistryProgram.VARIABLE_OF_3);
        if (program == null || program.isEmpty()) {
            return Requirement.cannotBeHad(
                    context,
                    "needs a registry of distribution 3: set " + RegistryProgram.VARIABLE_OF_3
                            + " to the path of its program");
        }
        if (!Files.isRegularFile(Path.of(program)) || !Files.isExecutable(Path.of(program))) {
            throw new IllegalStateException(RegistryProgram.VARIABLE_OF_3 + " names what cannot be run: " + program);
        }
        return ConditionEvaluationResult.enabled("the program is there");
    }
}
