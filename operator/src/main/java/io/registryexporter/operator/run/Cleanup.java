package io.registryexporter.operator.run;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.Answers;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.ExporterRemoval;
import io.registryexporter.operator.decide.Observation;
import io.registryexporter.operator.decide.RemovalCause;
import io.registryexporter.operator.decide.RestartBudget;
import io.registryexporter.operator.decide.StuckPods;
import io.registryexporter.operator.decide.history.WorkloadHistory;
import io.registryexporter.operator.execute.Executor;
import io.registryexporter.operator.execute.PodRemover;
import io.registryexporter.operator.execute.PreflightPods;
import io.registryexporter.operator.execute.Result;
import io.registryexporter.operator.execute.WorkloadWriter;
import io.registryexporter.operator.observe.PodReader;
import io.registryexporter.operator.observe.PreflightReader;
import io.registryexporter.operator.record.Outcome;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Removes the operator's fields from all workloads, and then all finalizers, before an uninstall. */
public final class Cleanup {
    private static final String OPERATORS_NAMESPACE = "registry-exporter-system";
    private static final RemovalCause CAUSE = new RemovalCause.Uninstalled();

    /** The maximum of reads of a StatefulSet whose controller has not observed the new template. */
    private static final int MAX_READS = 15;

    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final WatchedObjects objects;
    private final Clock clock;
    private final PrintStream out;
    private final Executor executor;
    private final Runnable pause;

    /**
     * For the watched namespaces; an empty set stands for all.
     *
     * @param pause between two reads of a workload
     */
    public Cleanup(KubernetesClient client, Set<String> namespaces, Clock clock, PrintStream out, Runnable pause) {
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
        this.objects = new WatchedObjects(client, this.namespaces);
        this.clock = clock;
        this.out = out;
        this.executor = new Executor(
                new WorkloadWriter(client, (workload, result) -> {}),
                new PodRemover(client),
                new PreflightPods(client),
                error -> {});
        this.pause = pause;
    }

    /**
     * Cleans up and prints a line for each change.
     *
     * @return whether nothing stays
     * @throws CannotRunException if an operator runs, which would inject again
     */
    public boolean run() {
        refuseWhileOperatorRuns();
        boolean complete = true;
        List<Workload> removed = new ArrayList<>();
        for (Workload workload : workloads()) {
            boolean gone = remove(workload);
            complete &= gone;
            if (gone) {
                removed.add(workload);
            }
        }
        removePreflights();
        for (RegistryExporter resource : resources()) {
            complete &= !resource.hasFinalizer(Names.FINALIZER) || removeFinalizer(resource);
        }
        unblock(removed.stream()
                .filter(workload -> workload.strategy().ordered())
                .toList());
        out.println(
                complete
                        ? "nothing of the operator is left in workloads"
                        : "not everything could be removed, see above");
        return complete;
    }

    private void refuseWhileOperatorRuns() {
        leases().filter(this::concerns).findFirst().ifPresent(lease -> {
            String namespace = lease.getMetadata().getNamespace();
            throw new CannotRunException("an operator is running and would inject again (lease " + namespace + "/"
                    + Names.LEASE + " is held by " + lease.getSpec().getHolderIdentity()
                    + "). Stop it first: kubectl -n " + namespace
                    + " scale deployment registry-exporter-operator --replicas=0, or end its process,"
                    + " and wait for 15 seconds");
        });
    }

    private Stream<Lease> leases() {
        try {
            return new OperatorLeases(client, clock).held().stream();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                out.println("cannot list leases; make sure that no operator runs, because it would inject again");
                return Stream.empty();
            }
            throw e;
        }
    }

    /** A cleanup of some namespaces ignores operators of other namespaces. */
    private boolean concerns(Lease lease) {
        String namespace = lease.getMetadata().getNamespace();
        return namespaces.isEmpty()
                || namespaces.contains(namespace)
                || OPERATORS_NAMESPACE.equals(namespace)
                || Objects.equals(namespace, client.getConfiguration().getNamespace());
    }

    private List<Workload> workloads() {
        return Stream.concat(objects.all(Deployment.class), objects.all(StatefulSet.class))
                .flatMap(object -> Workloads.of(object).stream())
                .filter(Workload::hasOperatorFields)
                .toList();
    }

    /** Empty if the kind is not installed. */
    private List<RegistryExporter> resources() {
        try {
            return objects.all(RegistryExporter.class).toList();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return List.of();
            }
            throw e;
        }
    }

    private boolean remove(Workload workload) {
        Outcome outcome = run(observation(workload));
        out.println(workload.id() + ": "
                + outcome.leftBehind().map(why -> "LEFT, " + why.message()).orElse("exporter removed" + loss(outcome)));
        return outcome.leftBehind().isEmpty();
    }

    private static String loss(Outcome outcome) {
        return outcome.decision() instanceof Decision.Remove remove
                ? remove.loss()
                        .map(volumes -> "; its restart loses the images, which are in " + volumes)
                        .orElse("")
                : "";
    }

    private Outcome run(Observation observation) {
        Decision decision = ExporterRemoval.decide(observation, CAUSE, RestartBudget.unlimited());
        Result result = executor.execute(observation.workload(), decision);
        return new Outcome(Optional.empty(), observation.workload(), decision, result, Optional.empty());
    }

    private Observation observation(Workload workload) {
        return new Observation(workload, WorkloadHistory.none(), Map.of(), Answers.none(), clock.instant());
    }

    /**
     * Deletes pods whose exporter does not start, because a StatefulSet that replaces its pods in order waits for them
     * forever. Its controller has to observe the new template first.
     */
    private void unblock(List<Workload> removed) {
        List<Workload> waiting = removed;
        for (int read = 0; read < MAX_READS && !waiting.isEmpty(); read++) {
            pause.run();
            waiting = waiting.stream().filter(this::stillWaits).toList();
        }
    }

    private boolean stillWaits(Workload workload) {
        try {
            Optional<Workload> now = current(workload).filter(StuckPods::mayBlock);
            return now.filter(waiting -> !waiting.rollout().observed() || !deleteStuckPods(waiting))
                    .isPresent();
        } catch (KubernetesClientException e) {
            out.println(workload.id() + ": cannot read its pods, one of which may block the StatefulSet rollout: "
                    + RootCause.text(e));
            return false;
        }
    }

    private Optional<Workload> current(Workload workload) {
        return Optional.ofNullable(client.apps()
                        .statefulSets()
                        .inNamespace(workload.id().namespace())
                        .withName(workload.id().name())
                        .get())
                .map(Workloads::of);
    }

    /** Returns whether no pod blocks the rollout any more. */
    private boolean deleteStuckPods(Workload workload) {
        Answers pods = Answers.none().withPods(new PodReader(client).of(workload));
        Outcome outcome = run(observation(workload).with(pods));
        Result result = outcome.result();
        result.deletedPods()
                .forEach(pod ->
                        out.println(workload.id() + ": pod " + pod + " deleted, because its exporter does not start"));
        result.undeletedPods()
                .forEach((pod, why) -> out.println(workload.id() + ": cannot delete pod " + pod + ", which blocks the"
                        + " StatefulSet rollout: " + why));
        return !(outcome.decision() instanceof Decision.DeletePods delete)
                || result.deletedPods().size() == delete.pods().size();
    }

    private void removePreflights() {
        PreflightPods pods = new PreflightPods(client);
        for (Pod pod : new PreflightReader(client, namespaces).all()) {
            String namespace = pod.getMetadata().getNamespace();
            String name = pod.getMetadata().getName();
            out.println("Pod " + namespace + "/" + name + ": "
                    + (pods.delete(namespace, name)
                            ? "preflight deleted"
                            : "LEFT, the operator may not delete this preflight; it ends within four hours"));
        }
    }

    private boolean removeFinalizer(RegistryExporter resource) {
        try {
            client.resource(resource).edit(Cleanup::withoutFinalizer);
            print(resource, "finalizer removed");
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return true;
            }
            print(resource, "LEFT, its finalizer cannot be removed: " + RootCause.text(e));
            return false;
        }
    }

    private static RegistryExporter withoutFinalizer(RegistryExporter resource) {
        resource.removeFinalizer(Names.FINALIZER);
        return resource;
    }

    private void print(RegistryExporter resource, String what) {
        out.println(Names.KIND + " " + resource.getMetadata().getNamespace() + "/"
                + resource.getMetadata().getName() + ": " + what);
    }
}
