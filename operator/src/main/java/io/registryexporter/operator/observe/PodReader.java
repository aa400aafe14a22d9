package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.workload.Workload;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Reads the pods of a workload during its rollout. */
public final class PodReader {
    private final KubernetesClient client;

    public PodReader(KubernetesClient client) {
        this.client = client;
    }

    /** The pods of a workload, of any template; empty if the operator may not list pods. */
    public List<Pod> of(Workload workload) {
        try {
            return Pages.all(client.pods()
                            .inNamespace(workload.id().namespace())
                            .withLabelSelector(workload.podSelector()))
                    .stream()
                    .filter(pod -> isOf(pod, workload))
                    .toList();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return List.of();
            }
            throw e;
        }
    }

    private static String templateHash(Pod pod) {
        return Objects.requireNonNullElse(pod.getMetadata().getLabels(), Map.<String, String>of())
                .getOrDefault("pod-template-hash", "");
    }

    /** Pods of another workload may have the same labels; the owner reference identifies the workload. */
    private static boolean isOf(Pod pod, Workload workload) {
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst()
                .map(owner -> switch (workload.id().kind()) {
                    case STATEFUL_SET -> owner.getUid().equals(workload.uid());
                    case DEPLOYMENT ->
                        owner.getKind().equals("ReplicaSet")
                                && owner.getName().equals(workload.id().name() + "-" + templateHash(pod));
                })
                .orElse(true);
    }
}
