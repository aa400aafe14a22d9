package io.registryexporter.operator.execute;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.Injection;
import io.registryexporter.operator.decide.RemovalCause;
import io.registryexporter.operator.workload.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Carries out a decision about one workload. The operator writes to workloads only through this class. */
public final class Executor {
    private final WorkloadWriter writer;
    private final PodRemover pods;
    private final Optional<PreflightPods> preflights;
    private final Consumer<Throwable> errors;

    /**
     * An executor for all workloads.
     *
     * @param errors receives the error of each request that the API server did not decide
     */
    public Executor(WorkloadWriter writer, PodRemover pods, PreflightPods preflights, Consumer<Throwable> errors) {
        this(writer, pods, Optional.of(preflights), errors);
    }

    private Executor(
            WorkloadWriter writer, PodRemover pods, Optional<PreflightPods> preflights, Consumer<Throwable> errors) {
        this.writer = writer;
        this.pods = pods;
        this.preflights = preflights;
        this.errors = errors;
    }

    /** An executor that sends dry-run requests. It runs no preflight, but tries the write that comes after it. */
    public static Executor dryRun(KubernetesClient client) {
        return new Executor(WorkloadWriter.dryRun(client), PodRemover.dryRun(client), Optional.empty(), error -> {});
    }

    /**
     * Carries out the decision. A request that the API server does not decide is a result too, so that the round goes
     * on with the other workloads.
     */
    public Result execute(Workload workload, Decision decision) {
        try {
            return decision.accept(new Writes(workload));
        } catch (KubernetesClientException e) {
            errors.accept(e);
            return new Result.Undecided(ApiErrorMessage.of(e));
        }
    }

    private final class Writes implements Decision.Cases<Result> {
        private final Workload workload;

        Writes(Workload workload) {
            this.workload = workload;
        }

        @Override
        public Result inject(Decision.Inject inject) {
            return write(inject.injection());
        }

        @Override
        public Result update(Decision.Update update) {
            return write(update.injection());
        }

        private Result write(Injection injection) {
            return writer.inject(workload, injection.desired());
        }

        @Override
        public Result beginPreflight(Decision.BeginPreflight begin) {
            return preflights
                    .map(pods -> {
                        begin.previous()
                                .ifPresent(previous -> pods.delete(workload.id().namespace(), previous));
                        return pods.create(begin.request().pod());
                    })
                    .orElseGet(() -> begin.then().accept(this));
        }

        /** A pod that the operator may not delete ends by its own deadline. */
        @Override
        public Result endPreflight(Decision.EndPreflight end) {
            preflights.ifPresent(pods ->
                    pods.delete(workload.id().namespace(), end.preflight().pod()));
            return new Result.Nothing();
        }

        @Override
        public Result remove(Decision.Remove remove) {
            RemovalCause cause = remove.cause();
            return cause.note().map(note -> writer.withdraw(workload, note)).orElseGet(() -> writer.remove(workload));
        }

        @Override
        public Result deletePods(Decision.DeletePods delete) {
            List<String> deleted = new ArrayList<>();
            Map<String, String> undeleted = new TreeMap<>();
            for (Pod pod : delete.pods()) {
                String name = pod.getMetadata().getName();
                try {
                    if (pods.remove(pod)) {
                        deleted.add(name);
                    }
                } catch (KubernetesClientException e) {
                    errors.accept(e);
                    undeleted.put(name, ApiErrorMessage.of(e));
                }
            }
            return new Result.PodsDeleted(deleted, undeleted);
        }

        @Override
        public Result leaveBehind(Decision.LeaveBehind leaveBehind) {
            return new Result.Nothing();
        }

        @Override
        public Result wait(Decision.Wait wait) {
            return new Result.Nothing();
        }

        @Override
        public Result keep(Decision.Keep keep) {
            return new Result.Nothing();
        }

        @Override
        public Result skip(Decision.Skip skip) {
            return new Result.Nothing();
        }

        @Override
        public Result ask(Decision.Ask ask) {
            throw new IllegalStateException("the question is not answered: " + ask.question());
        }
    }
}
