package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.workload.Workload;
import java.net.HttpURLConnection;
import java.util.List;

/** Reads the pods of a workload while its rollout is followed. */
public final class PodReader {
    private final KubernetesClient client;

    public PodReader(KubernetesClient client) {
        this.client = client;
    }

    /** Its pods, of any template; none where the operator may not list them. */
    public List<Pod> of(Workload workload) {
        try {
            return client.pods()
                    .inNamespace(workload.id().namespace())
                    .withLabelSelector(workload.podSelector())
                    .list()
                    .getItems();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return List.of();
            }
            throw e;
        }
    }
}
