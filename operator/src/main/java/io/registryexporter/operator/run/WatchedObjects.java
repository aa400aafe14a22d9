package io.registryexporter.operator.run;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.operator.observe.Pages;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The objects of the namespaces that are watched, for commands that look once.
 *
 * @param namespaces none are all
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
