package io.registryexporter.operator.run;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.apply.WorkloadWriter;
import io.registryexporter.operator.apply.Written;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.io.PrintStream;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Takes everything back before an uninstall: every workload, then every finalizer. */
public final class Cleanup {
    private static final String OPERATORS_NAMESPACE = "registry-exporter-system";

    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final WatchedObjects objects;
    private final Clock clock;
    private final PrintStream out;

    /** For the namespaces that are watched; none given are all. */
    public Cleanup(KubernetesClient client, Set<String> namespaces, Clock clock, PrintStream out) {
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
        this.objects = new WatchedObjects(client, this.namespaces);
        this.clock = clock;
        this.out = out;
    }

    /**
     * Cleans up and prints a line for each thing that was done.
     *
     * @return whether nothing is left behind
     * @throws CannotRunException while an operator runs, which would put everything back
     */
    public boolean run() {
        refuseWhileOperatorRuns();
        boolean complete = true;
        for (Workload workload : workloads()) {
            complete &= release(workload);
        }
        for (RegistryExporter resource : resources()) {
            complete &= !resource.hasFinalizer(Names.FINALIZER) || removeFinalizer(resource);
        }
        out.println(
                complete
                        ? "nothing of the operator is left in workloads"
                        : "not everything could be taken back, see above");
        return complete;
    }

    private void refuseWhileOperatorRuns() {
        leases().filter(this::concerns).findFirst().ifPresent(lease -> {
            String namespace = lease.getMetadata().getNamespace();
            throw new CannotRunException(
                    "an operator is running and would inject again (lease " + namespace + "/"
                            + Names.LEASE + " is held by " + lease.getSpec().getHolderIdentity()
                            + "). Stop it first: kubectl -n " + namespace
                            + " scale deployment registry-exporter-operator --replicas=0, or end its process, and wait for 15 seconds");
        });
    }

    private Stream<Lease> leases() {
        try {
            return new OperatorLeases(client, clock).held().stream();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                out.println("may not list leases: make sure yourself that no operator runs, it would inject again");
                return Stream.empty();
            }
            throw e;
        }
    }

    /** With namespaces that are watched, another team's operator is none of its business. */
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
                .filter(Workload::ours)
                .toList();
    }

    /** None where the kind is not installed, or not any more. */
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

    private boolean release(Workload workload) {
        Optional<String> left;
        try {
            left = !workload.applied()
                    ? Optional.of("it was given up before, and others have written it too")
                    : left(new WorkloadWriter(client, (id, outcome) -> {}).release(workload));
        } catch (KubernetesClientException e) {
            left = Optional.of(RootCause.text(e));
        }
        out.println(workload.id() + ": " + left.map(why -> "LEFT, " + why).orElse("taken back"));
        return left.isEmpty();
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

    private static Optional<String> left(Written written) {
        if (written instanceof Written.Done done) {
            return Workloads.of(done.live())
                    .filter(live ->
                            live.exporter().isPresent() || live.injectedBy().isPresent())
                    .map(live ->
                            "other field managers own the container too: " + String.join(", ", live.otherManagers()));
        }
        if (written instanceof Written.Shared shared) {
            return Optional.of("other field managers own the container too: "
                    + String.join(", ", new TreeSet<>(shared.managers())) + "; remove it there, and run this again");
        }
        if (written instanceof Written.Conflict conflict) {
            return Optional.of(conflict.message());
        }
        if (written instanceof Written.Forbidden forbidden) {
            return Optional.of(forbidden.message());
        }
        return written instanceof Written.Rejected rejected ? Optional.of(rejected.message()) : Optional.empty();
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
