package io.registryexporter.it.real;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Decides by looking for the programs. */
final class RequiresApiServerCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (ApiServerPrograms.find().isPresent()) {
            return ConditionEvaluationResult.enabled("the programs are there");
        }
        String reason = context.getDisplayName() + " needs a real API server: set " + ApiServerPrograms.VARIABLE
                + " to a directory with k8s/VERSION-linux-amd64/{etcd,kube-apiserver,kubectl}";
        System.out.println("[WARNING] SKIPPED: " + reason);
        return ConditionEvaluationResult.disabled(reason);
    }
}
