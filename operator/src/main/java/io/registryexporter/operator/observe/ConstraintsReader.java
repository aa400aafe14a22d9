package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KubernetesResourceList;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.hazard.Claims;
import io.registryexporter.operator.hazard.Claims.Claim;
import io.registryexporter.operator.hazard.Constraints;
import io.registryexporter.operator.hazard.NodeDemand;
import io.registryexporter.operator.hazard.NodeOfVolume;
import io.registryexporter.operator.hazard.Nodes;
import io.registryexporter.operator.workload.Workload;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the constraints on a rollout just before the rollout begins. */
public final class ConstraintsReader {
    /** In a larger cluster the operator does not search further for nodes that admit a pod. */
    private static final int MOST_NODES = 200;

    private final KubernetesClient client;

    public ConstraintsReader(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Reads claims, their volumes, quotas, limit ranges, and the nodes if the rollout depends on them.
     *
     * @throws KubernetesClientException if the API server did not answer; the caller tries again
     */
    public Constraints of(Workload workload) {
        String namespace = workload.id().namespace();
        Claims claims = claims(workload);
        return new Constraints(
                claims,
                listOrEmpty(() -> client.resourceQuotas().inNamespace(namespace).list()),
                listOrEmpty(() -> client.limitRanges().inNamespace(namespace).list()),
                nodes(workload, claims));
    }

    /** Reads only claims, their volumes and nodes, for a rollout that has begun. */
    public Constraints volumesOf(Workload workload) {
        Claims claims = claims(workload);
        return new Constraints(claims, List.of(), List.of(), nodes(workload, claims));
    }

    private Nodes nodes(Workload workload, Claims claims) {
        return Constraints.demand(workload, claims).map(this::nodes).orElseGet(Nodes::unknown);
    }

    /** Unknown if the operator may not list nodes, such as with a role of one namespace, or if they are too many. */
    private Nodes nodes(NodeDemand demand) {
        try {
            List<Node> first = Pages.until(
                    client.nodes().withLabels(demand.pod().getNodeSelector()),
                    nodes -> Nodes.of(demand, nodes).suffice(demand) || nodes.size() > MOST_NODES);
            Nodes nodes = Nodes.of(demand, first);
            return nodes.suffice(demand) || first.size() <= MOST_NODES ? nodes : Nodes.unknown();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            return Nodes.unknown();
        }
    }

    private Claims claims(Workload workload) {
        Map<String, Claim> found = new HashMap<>();
        Map<String, String> problems = new HashMap<>();
        for (String name : Claims.sharedBy(workload)) {
            try {
                Optional.ofNullable(client.persistentVolumeClaims()
                                .inNamespace(workload.id().namespace())
                                .withName(name)
                                .get())
                        .ifPresent(claim -> found.put(name, claim(claim)));
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                    throw e;
                }
                problems.put(name, "the operator may not get PersistentVolumeClaim " + name);
            }
        }
        return new Claims(found, problems);
    }

    private Claim claim(PersistentVolumeClaim claim) {
        List<String> bound = claim.getStatus() == null
                ? List.of()
                : Objects.requireNonNullElse(claim.getStatus().getAccessModes(), List.of());
        List<String> asked = Objects.requireNonNullElse(claim.getSpec().getAccessModes(), List.of());
        return new Claim(new HashSet<>(bound.isEmpty() ? asked : bound), oneNode(claim));
    }

    /** False if the operator may not read volumes, such as with a role of one namespace. */
    private boolean oneNode(PersistentVolumeClaim claim) {
        Optional<String> volume =
                Optional.ofNullable(claim.getSpec().getVolumeName()).filter(name -> !name.isEmpty());
        try {
            return volume.map(name -> client.persistentVolumes().withName(name).get())
                    .filter(NodeOfVolume::isOne)
                    .isPresent();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            return false;
        }
    }

    private static <T extends HasMetadata> List<T> listOrEmpty(Supplier<? extends KubernetesResourceList<T>> list) {
        try {
            return list.get().getItems();
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
                throw e;
            }
            return List.of();
        }
    }
}
