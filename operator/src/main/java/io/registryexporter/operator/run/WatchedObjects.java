package io.registryexporter.operator.run;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.operator.observe.Pages;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Lists the objects of the watched namespaces for commands that run once.
 *
 * @param namespaces to watch; an empty set stands for all
 */
record WatchedObjects(KubernetesClient client, Set<String> namespaces) {

    <T extends HasMetadata> Stream<T> all(Class<T> kind) {
        return namespaces.isEmpty()
                ? Pages.all(client.resources(kind).inAnyNamespace()).stream()
                : namespaces.stream()
                        .sorted()
                        .flatMap(namespace -> Pages.all(client.resources(kind).inNamespace(namespace)).stream());
    }
}
