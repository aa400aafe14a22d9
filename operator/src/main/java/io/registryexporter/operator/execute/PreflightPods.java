package io.registryexporter.operator.execute;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.decide.preflight.PreflightVerdict;
import java.net.HttpURLConnection;
import java.util.stream.Stream;

/** Creates and deletes the pods of preflights. */
public final class PreflightPods {
    private static final String REMEDY =
            ". If admission refuses only the pod of the preflight, set spec.rollout.preflight to Off";

    private final KubernetesClient client;

    public PreflightPods(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Creates a pod. A pod of that name is the pod of the same preflight, which an undecided request created.
     *
     * @throws KubernetesClientException if the API server did not decide; the caller tries again
     */
    public Result create(Pod pod) {
        try {
            client.pods()
                    .inNamespace(pod.getMetadata().getNamespace())
                    .resource(pod)
                    .create();
            return new Result.PreflightBegun();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return new Result.PreflightBegun();
            }
            return refused(Refusals.of(e), e);
        }
    }

    private static Result refused(Result refusal, KubernetesClientException exception) {
        String why = refusal.refusal().map(verdict -> verdict.message()).orElseThrow(() -> exception);
        // Quotas and limits of a pod may refuse this one and admit the registry's with the exporter.
        boolean impossible = refusal instanceof Result.Forbidden
                || Stream.of("exceeded quota", "failed quota", "per Pod is").anyMatch(why::contains);
        return new Result.PreflightRefused(
                impossible
                        ? PreflightVerdict.impossible(why)
                        : PreflightVerdict.failed("the API server refuses the preflight pod: " + why + REMEDY));
    }

    /**
     * Deletes a pod.
     *
     * @return whether the pod is gone or goes; false if the operator may not delete it
     * @throws KubernetesClientException if the API server did not decide; the caller tries again
     */
    public boolean delete(String namespace, String name) {
        DeleteOptions options = new DeleteOptionsBuilder().build();
        try {
            client.raw("/api/v1/namespaces/" + namespace + "/pods/" + name, "DELETE", options);
            return true;
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_NOT_FOUND -> true;
                case HttpURLConnection.HTTP_FORBIDDEN -> false;
                default -> throw e;
            };
        }
    }
}
