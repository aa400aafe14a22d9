package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.LogKeys;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.execute.ApiErrorMessage;
import io.registryexporter.operator.record.status.Target;
import io.registryexporter.operator.workload.Workload;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import java.util.function.Consumer;

/** Reports an error with one workload as a target, so that the round goes on with the others. */
public final class Guard {
    private final Runnable progress;
    private final Consumer<Throwable> errors;
    private final Log log;

    /**
     * A guard for the steps of all rounds.
     *
     * @param progress runs before each step
     * @param errors receives each error
     */
    public Guard(Runnable progress, Consumer<Throwable> errors, Log log) {
        this.progress = progress;
        this.errors = errors;
        this.log = log;
    }

    /** Runs a step; returns a target that reports the error if the step fails. */
    Optional<Target> failure(RegistryExporter resource, Workload workload, Runnable step) {
        progress.run();
        try {
            step.run();
            return Optional.empty();
        } catch (KubernetesClientException e) {
            errors.accept(e);
            return Optional.of(Target.failed(workload, new Verdict(Reason.API_ERROR, ApiErrorMessage.of(e))));
        } catch (RuntimeException e) {
            errors.accept(e);
            Verdict verdict = new Verdict(Reason.INTERNAL_ERROR, e.toString());
            if (!Target.isReported(resource, workload, verdict)) {
                logStack(resource, workload, e);
            }
            return Optional.of(Target.failed(workload, verdict));
        }
    }

    /** Logs the stack once: only the log has room for it, and the step is repeated every two minutes. */
    private void logStack(RegistryExporter resource, Workload workload, RuntimeException exception) {
        StringWriter stack = new StringWriter();
        exception.printStackTrace(new PrintWriter(stack));
        log.error(
                "unexpected error with a workload, please report" + " it",
                LogKeys.NAMESPACE.of(workload.id().namespace()),
                LogKeys.WORKLOAD.of(workload.id().kind() + "/" + workload.id().name()),
                LogKeys.RESOURCE.of(resource.getMetadata().getName()),
                LogKeys.ERR.of(exception),
                LogKeys.STACK.of(stack));
    }
}
