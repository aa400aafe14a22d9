package io.registryexporter.operator.run;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.observe.NamespaceAnnotations;
import java.net.HttpURLConnection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Reads annotations of namespaces for a command that runs once. */
final class NamespaceReader implements NamespaceAnnotations {
    private final KubernetesClient client;
    private final Map<String, Map<String, String>> read = new HashMap<>();

    NamespaceReader(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Map<String, String> of(String namespace) {
        return read.computeIfAbsent(namespace, this::read);
    }

    @Override
    public Map<String, String> fetch(String namespace) {
        return of(namespace);
    }

    @Override
    public boolean terminating(String namespace) {
        return false;
    }

    private Map<String, String> read(String namespace) {
        try {
            return Optional.ofNullable(client.namespaces().withName(namespace).get())
                    .map(found -> found.getMetadata().getAnnotations())
                    .filter(Objects::nonNull)
                    .orElseGet(Map::of);
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return Map.of();
            }
            throw e;
        }
    }
}
