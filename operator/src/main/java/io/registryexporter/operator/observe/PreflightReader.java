package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.Names;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Reads the pods of preflights. */
public final class PreflightReader {
    private final KubernetesClient client;
    private final Set<String> namespaces;

    /** For the watched namespaces; an empty set stands for all. */
    public PreflightReader(KubernetesClient client, Set<String> namespaces) {
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
    }

    /** The pod of that name; an empty list if it is gone. */
    List<Pod> named(String namespace, String name) {
        return client.pods()
                .inNamespace(namespace)
                .withField("metadata.name", name)
                .list()
                .getItems();
    }

    /** The pods of all preflights, but for namespaces in which the operator may not list pods. */
    public List<Pod> all() {
        return namespaces.isEmpty()
                ? listed(() -> Pages.all(client.pods().inAnyNamespace().withLabel(Names.PREFLIGHT)))
                : namespaces.stream()
                        .flatMap(namespace ->
                                listed(() -> Pages.all(client.pods()
                                                .inNamespace(namespace)
                                                .withLabel(Names.PREFLIGHT)))
                                        .stream())
                        .toList();
    }

    private static List<Pod> listed(Supplier<List<Pod>> list) {
        try {
            return list.get();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                return List.of();
            }
            throw e;
        }
    }
}
