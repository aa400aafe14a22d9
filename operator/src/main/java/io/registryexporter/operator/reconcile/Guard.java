package io.registryexporter.operator.reconcile;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.common.log.Log;
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

/** What goes wrong with one workload is reported of that workload, and costs the others nothing. */
public final class Guard {
    private final Runnable progress;
    private final Consumer<Throwable> errors;
    private final Log log;

    /**
     * For the steps of all rounds.
     *
     * @param progress is run before each step
     * @param errors hears of what goes wrong
     */
    public Guard(Runnable progress, Consumer<Throwable> errors, Log log) {
        this.progress = progress;
        this.errors = errors;
        this.log = log;
    }

    /** Takes a step; returns a target that reports the failure where the step fails. */
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

    /** Only the log has room for the stack, and only once: the step is tried again every two minutes. */
    private void logStack(RegistryExporter resource, Workload workload, RuntimeException exception) {
        StringWriter stack = new StringWriter();
        exception.printStackTrace(new PrintWriter(stack));
        log.error(
                "a mistake in the operator, please report it",
                "namespace",
                workload.id().namespace(),
                "workload",
                workload.id().kind() + "/" + workload.id().name(),
                "resource",
                resource.getMetadata().getName(),
                "err",
                exception,
                "stack",
                stack);
    }
}
