package io.registryexporter.operator.run;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The namespace of the resource whose round is being submitted. The framework submits an anonymous task to its
 * executor, but reports the resource to its metrics just before, on the same thread. It also reports the error of a
 * failed round only to its metrics.
 */
final class SubmittedNamespace implements Metrics, Supplier<String> {
    private final Consumer<Throwable> failures;
    private final ThreadLocal<String> submitted = ThreadLocal.withInitial(() -> "");

    /** The consumer receives the errors of failed rounds. */
    SubmittedNamespace(Consumer<Throwable> failures) {
        this.failures = failures;
    }

    @Override
    public void failedReconciliation(HasMetadata resource, Exception exception, Map<String, Object> metadata) {
        failures.accept(exception);
    }

    @Override
    public void reconcileCustomResource(HasMetadata resource, RetryInfo retryInfo, Map<String, Object> metadata) {
        submitted.set(Objects.requireNonNullElse(resource.getMetadata().getNamespace(), ""));
    }

    /** Empty if the resource is unknown. */
    @Override
    public String get() {
        String namespace = submitted.get();
        submitted.remove();
        return namespace;
    }
}
