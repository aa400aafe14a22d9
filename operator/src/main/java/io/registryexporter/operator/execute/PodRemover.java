package io.registryexporter.operator.execute;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;

/**
 * Deletes a pod whose exporter does not start after the exporter was withdrawn: a StatefulSet that replaces its pods in
 * order waits for that pod forever, whatever the new template is.
 */
public final class PodRemover {
    private final KubernetesClient client;
    private final List<String> dryRun;

    public PodRemover(KubernetesClient client) {
        this(client, List.of());
    }

    private PodRemover(KubernetesClient client, List<String> dryRun) {
        this.client = client;
        this.dryRun = List.copyOf(dryRun);
    }

    /** A remover that sends dry-run requests, which change nothing. */
    public static PodRemover dryRun(KubernetesClient client) {
        return new PodRemover(client, List.of("All"));
    }

    /**
     * Deletes the pod, if it has not changed since it was observed.
     *
     * @return whether the pod is gone; false if the operator may not delete it, or it has changed
     * @throws KubernetesClientException if the API server did not decide; the caller tries again
     */
    public boolean remove(Pod pod) {
        DeleteOptions asSeen = new DeleteOptionsBuilder()
                .withNewPreconditions()
                .withUid(pod.getMetadata().getUid())
                .withResourceVersion(pod.getMetadata().getResourceVersion())
                .endPreconditions()
                .withDryRun(dryRun)
                .build();
        try {
            client.raw(
                    "/api/v1/namespaces/" + pod.getMetadata().getNamespace() + "/pods/"
                            + pod.getMetadata().getName(),
                    "DELETE",
                    asSeen);
            return true;
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_NOT_FOUND -> true;
                // The pod has changed: the next round observes it again.
                case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_CONFLICT -> false;
                default -> throw e;
            };
        }
    }
}
