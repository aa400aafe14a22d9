package io.registryexporter.operator.execute;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.List;

/**
 * Deletes a pod whose exporter does not start, after the exporter was withdrawn: a StatefulSet that replaces its pods in
 * order waits for that pod for ever, whatever its new template is.
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

    /** One that asks the API server what it would answer, and changes nothing. */
    public static PodRemover dryRun(KubernetesClient client) {
        return new PodRemover(client, List.of("All"));
    }

    /**
     * Deletes that very pod, as it was seen.
     *
     * @return whether it is gone; not where the operator may not delete it
     * @throws KubernetesClientException where the API server did not decide: it is to be tried again
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
                // It has changed since: the next round looks again.
                case HttpURLConnection.HTTP_FORBIDDEN, HttpURLConnection.HTTP_CONFLICT -> false;
                default -> throw e;
            };
        }
    }
}
