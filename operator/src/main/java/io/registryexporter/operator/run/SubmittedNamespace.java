package io.registryexporter.operator.run;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The namespace of the resource whose round is being submitted. The framework gives its executor a task that says nothing
 * about itself; just before, on the same thread, it lets its metrics know the resource. What a round failed with it says nowhere else either.
 */
final class SubmittedNamespace implements Metrics, Supplier<String> {
    private final Consumer<Throwable> failures;
    private final ThreadLocal<String> submitted = ThreadLocal.withInitial(() -> "");

    /** The consumer hears of rounds that failed. */
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

    /** Empty where nothing is known of what is submitted. */
    @Override
    public String get() {
        String namespace = submitted.get();
        submitted.remove();
        return namespace;
    }
}
