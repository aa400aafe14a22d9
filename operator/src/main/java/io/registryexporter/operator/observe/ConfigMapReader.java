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

/** Reads the ConfigMaps with the configuration of a registry. */
public final class ConfigMapReader {
    /** Rounds come in bursts while pods are replaced, and each round observes all workloads. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    /** For one workload, so that many large ConfigMaps do not exhaust the operator's memory. */
    private static final int MAX_CONFIG_MAPS = 32;

    private final KubernetesClient client;
    private final Clock clock;
    private final String absent;
    private final Map<String, Read> recent = new ConcurrentHashMap<>();

    public ConfigMapReader(KubernetesClient client, Clock clock) {
        this(client, clock, "does not exist");
    }

    /** A reader that reports a ConfigMap that it does not find with these words. */
    public ConfigMapReader(KubernetesClient client, Clock clock, String absent) {
        this.client = client;
        this.clock = clock;
        this.absent = absent;
    }

    private record Read(Optional<ConfigMap> found, Instant when) {}

    /**
     * Reads the ConfigMaps that exist and that the operator may read.
     *
     * @throws KubernetesClientException if the API server did not answer; the caller tries again
     */
    public ConfigMaps read(String namespace, Set<String> names) {
        Map<String, Map<String, String>> data = new HashMap<>();
        Map<String, String> problems = new HashMap<>();
        names.stream()
                .sorted()
                .skip(MAX_CONFIG_MAPS)
                .forEach(name -> problems.put(
                        name, "the pod has more than " + MAX_CONFIG_MAPS + " ConfigMaps for the registry"));
        for (String name : names.stream().sorted().limit(MAX_CONFIG_MAPS).toList()) {
            try {
                get(namespace, name)
                        .ifPresentOrElse(
                                found -> data.put(name, Objects.requireNonNullElse(found.getData(), Map.of())),
                                () -> problems.put(name, "ConfigMap " + name + " " + absent));
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
        recent.values().removeIf(read -> !now.isBefore(read.when.plus(FRESH)));
        String key = namespace + "/" + name;
        Optional<Read> known = Optional.ofNullable(recent.get(key));
        if (known.isPresent()) {
            return known.get().found;
        }
        Optional<ConfigMap> found = Optional.ofNullable(
                client.configMaps().inNamespace(namespace).withName(name).get());
        found.ifPresent(present -> recent.put(key, new Read(found, now)));
        return found;
    }
}
