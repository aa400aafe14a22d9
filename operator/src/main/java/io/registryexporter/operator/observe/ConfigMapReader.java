package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.detect.ConfigMaps;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Reads the ConfigMaps that a registry is configured by, when a workload is looked at. */
public final class ConfigMapReader {
    private final KubernetesClient client;

    public ConfigMapReader(KubernetesClient client) {
        this.client = client;
    }

    /**
     * Reads those that are there and allowed.
     *
     * @throws KubernetesClientException where the API server did not answer: it is to be tried again
     */
    public ConfigMaps read(String namespace, Set<String> names) {
        Map<String, Map<String, String>> data = new HashMap<>();
        Map<String, String> problems = new HashMap<>();
        for (String name : names) {
            try {
                get(namespace, name)
                        .ifPresentOrElse(
                                found -> data.put(name, Objects.requireNonNullElse(found.getData(), Map.of())),
                                () -> problems.put(name, "ConfigMap " + name + " is not there"));
            } catch (KubernetesClientException e) {
                if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                    throw e;
                }
                problems.put(name, "the operator may not get ConfigMap " + name);
            }
        }
        return new ConfigMaps(data, problems);
    }

    private Optional<ConfigMap> get(String namespace, String name) {
        return Optional.ofNullable(
                client.configMaps().inNamespace(namespace).withName(name).get());
    }
}
