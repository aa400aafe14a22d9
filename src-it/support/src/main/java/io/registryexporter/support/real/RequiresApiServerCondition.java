package io.registryexporter.support.real;

import java.util.Optional;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Decides by looking for the programs. */
final class RequiresApiServerCondition implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean controllers = AnnotationSupport.findAnnotation(context.getElement(), RequiresApiServer.class)
                .filter(RequiresApiServer::controllers)
                .isPresent();
        Optional<ApiServerPrograms> programs = ApiServerPrograms.find();
        if (programs.filter(found -> !controllers || found.haveControllers()).isPresent()) {
            return ConditionEvaluationResult.enabled("the programs are there");
        }
        String need = "needs a real API server" + (controllers ? " and the controllers of Kubernetes" : "") + ": set "
                + ApiServerPrograms.VARIABLE
                + " to a directory with k8s/VERSION-linux-amd64/{etcd,kube-apiserver,kubectl"
                + (controllers ? ",kube-controller-manager}" : "}");
        boolean promised = ApiServerPrograms.promised() && programs.isEmpty();
        return promised ? Requirement.isMissing(context, need) : Requirement.cannotBeHad(context, need);
    }
}
