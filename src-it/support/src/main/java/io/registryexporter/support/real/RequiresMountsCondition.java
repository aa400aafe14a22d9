package io.registryexporter.support.real;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides by trying. */
final class RequiresMountsCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return Mounts.allowed()
                ? ConditionEvaluationResult.enabled("mounting is allowed")
                : Requirement.cannotBeHad(context, Mounts.NEED);
    }
}
