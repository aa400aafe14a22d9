package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.detect.ConfigMaps;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Reads the ConfigMaps that a registry is configured by, when a workload is looked at. */
public final class ConfigMapReader {
    /** Rounds come in bursts while pods are replaced, and each looks at all workloads. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** Of one workload: whoever makes many large ones does not use up the operator's memory. */
    private static final int MOST = 32;

    private final KubernetesClient client;
    private final Clock clock;
    private final Map<String, Read> lately = new ConcurrentHashMap<>();

    public ConfigMapReader(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    private record Read(Optional<ConfigMap> found, Instant when) {}

    /**
     * Reads those that are there and allowed.
     *
     * @throws KubernetesClientException where the API server did not answer: it is to be tried again
     */
    public ConfigMaps read(String namespace, Set<String> names) {
        Map<String, Map<String, String>> data = new HashMap<>();
        Map<String, String> problems = new HashMap<>();
        names.stream()
                .sorted()
                .skip(MOST)
                .forEach(name -> problems.put(name, "the pod has more than " + MOST + " ConfigMaps for the registry"));
        for (String name : names.stream().sorted().limit(MOST).toList()) {
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
        Instant now = clock.instant();
        lately.values().removeIf(read -> !now.isBefore(read.when.plus(FRESH)));
        String key = namespace + "/" + name;
        Optional<Read> known = Optional.ofNullable(lately.get(key));
        if (known.isPresent()) {
            return known.get().found;
        }
        Optional<ConfigMap> found = Optional.ofNullable(
                client.configMaps().inNamespace(namespace).withName(name).get());
        found.ifPresent(present -> lately.put(key, new Read(found, now)));
        return found;
    }
}
