package io.registryexporter.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a workload that was read. */
class TrimmingModuleTest {
    private static final String LONG = "v".repeat(1 << 20);

    private final KubernetesSerialization trimming =
            new KubernetesSerialization(new ObjectMapper().registerModule(new TrimmingModule()), true);
    private final KubernetesSerialization whole = new KubernetesSerialization();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "env: [{name: A, value: %s}]",
                "env: [{name: REGISTRY_A, value: %s}]",
                "args: [%s]",
                "command: [%s]",
                "livenessProbe: {exec: {command: [%s]}}",
                "lifecycle: {preStop: {exec: {command: [%s]}}}"
            })
    void whatever_of_a_container_is_large_is_not_kept(String part) {
        assertThat(trimming.asJson(deployment(trimming, "", part.formatted(LONG))))
                .hasSizeLessThan(3000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "kubectl.kubernetes.io/last-applied-configuration",
                "example.org/notes",
                "registryexporter.io/notes",
                "registryexporter.io/retry"
            })
    void a_large_annotation_is_not_kept(String key) {
        assertThat(trimming.asJson(deployment(trimming, key + ": " + LONG, ""))).hasSizeLessThan(3000);
    }

    @Test
    void of_very_many_labels_some_are_kept() {
        String labels = IntStream.range(0, 5000).mapToObj(i -> "l" + i + ": v").collect(Collectors.joining(", "));
        Deployment kept = trimming.unmarshal(
                "---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, labels: {" + labels + "}}}",
                Deployment.class);

        assertThat(kept.getMetadata().getLabels()).hasSize(256);
    }

    @Test
    void of_very_many_owners_the_controlling_one_is_kept() {
        String owners = IntStream.range(0, 5000)
                .mapToObj(i -> "{apiVersion: v1, kind: A, name: o" + i + ", uid: u, controller: " + (i == 4000) + "}")
                .collect(Collectors.joining(", "));
        Deployment kept = trimming.unmarshal(
                "---\n{apiVersion: apps/v1, kind: Deployment, metadata: {name: a, ownerReferences: [" + owners + "]}}",
                Deployment.class);

        assertThat(kept.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getName()).isEqualTo("o4000"));
    }

    @Test
    void of_a_config_map_what_a_registry_may_be_configured_by_is_kept() {
        ConfigMap kept = configMap("config.yml: 'storage: {}', REGISTRY_A: b, large: " + LONG);

        assertThat(kept.getData())
                .containsEntry("config.yml", "storage: {}")
                .containsEntry("REGISTRY_A", "b")
                .containsEntry("large", "$(TOO_LONG)");
    }

    @Test
    void many_values_of_a_config_map_are_not_kept_either() {
        String values = IntStream.range(0, 50)
                .mapToObj(i -> "k" + i + ": " + "v".repeat(20_000))
                .collect(Collectors.joining(", "));

        assertThat(trimming.asJson(configMap(values))).hasSizeLessThan(140_000);
    }

    private ConfigMap configMap(String data) {
        return trimming.unmarshal(
                "---\n{apiVersion: v1, kind: ConfigMap, metadata: {name: a}, data: {" + data + "}}", ConfigMap.class);
    }

    @Test
    void a_large_annotation_of_others_is_seen_to_change() {
        String first = annotation("example.org/notes: " + LONG);

        assertThat(annotation("example.org/notes: " + LONG)).isEqualTo(first);
        assertThat(annotation("example.org/notes: " + LONG + "!")).isNotEqualTo(first);
    }

    private String annotation(String text) {
        return deployment(trimming, text, "").getMetadata().getAnnotations().get("example.org/notes");
    }

    @Test
    void what_detection_reads_is_kept() {
        Container registry = deployment(
                        trimming,
                        "",
                        "args: [serve, /etc/config.yml], env: [{name: REGISTRY_HTTP_ADDR, value: ':5001'}, {name: B}]")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .get(0);

        assertThat(registry.getImage()).isEqualTo("registry:3");
        assertThat(registry.getArgs()).containsExactly("serve", "/etc/config.yml");
        assertThat(registry.getEnv()).extracting(EnvVar::getName).containsExactly("REGISTRY_HTTP_ADDR");
        assertThat(registry.getVolumeMounts()).hasSize(1);
    }

    @Test
    void of_init_containers_those_that_stay_keep_what_detection_reads() {
        Deployment kept = trimming.unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: registry}
                spec:
                  template:
                    spec:
                      initContainers:
                      - {name: render, args: [a], env: [{name: REGISTRY_HTTP_ADDR, value: x}]}
                      - name: registry
                        restartPolicy: Always
                        args: [serve, /etc/config.yml]
                        env: [{name: REGISTRY_HTTP_ADDR, value: ':5001'}, {name: B}]
                        envFrom: [{configMapRef: {name: settings}}]
                        readinessProbe: {httpGet: {port: 5001}}
                      containers: [{name: app, image: app}]
                """, Deployment.class);
        List<Container> init = kept.getSpec().getTemplate().getSpec().getInitContainers();

        assertThat(init.get(0).getArgs()).isEmpty();
        assertThat(init.get(0).getEnv()).isEmpty();
        assertThat(init.get(1).getArgs()).containsExactly("serve", "/etc/config.yml");
        assertThat(init.get(1).getEnv()).extracting(EnvVar::getName).containsExactly("REGISTRY_HTTP_ADDR");
        assertThat(init.get(1).getEnvFrom()).hasSize(1);
        assertThat(init.get(1).getReadinessProbe()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"env: [{name: B, value: c}]", "livenessProbe: {exec: {command: [a]}}", ""})
    void the_template_of_the_owner_has_the_same_fingerprint_as_the_whole_one(String part) {
        Workload kept = Workloads.of(deployment(trimming, "", part));

        assertThat(kept.base())
                .isEqualTo(Workloads.of(deployment(whole, "", part)).base());
        assertThat(Workloads.of(trimming.clone(deployment(trimming, "", part))).base())
                .isEqualTo(kept.base());
    }

    @Test
    void a_change_of_what_is_not_kept_is_seen_in_the_fingerprint() {
        assertThat(Workloads.of(deployment(trimming, "", "env: [{name: B, value: c}]"))
                        .base())
                .isNotEqualTo(Workloads.of(deployment(trimming, "", "env: [{name: B, value: d}]"))
                        .base());
    }

    @Test
    void of_the_affinity_only_what_can_make_a_rollout_hang_is_kept() {
        String nodes = "nodeSelectorTerms: [{matchExpressions: [{key: a, operator: In, values: [b]}]}]";
        String pods = "[{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: registry}}}]";
        Affinity kept = affinity(
                "nodeAffinity: {requiredDuringSchedulingIgnoredDuringExecution: {" + nodes + "},"
                        + " preferredDuringSchedulingIgnoredDuringExecution: []},"
                        + " podAffinity: {requiredDuringSchedulingIgnoredDuringExecution: " + pods + "},"
                        + " podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: " + pods + ","
                        + " preferredDuringSchedulingIgnoredDuringExecution: [{weight: 1, podAffinityTerm: {topologyKey: a}}]}");

        assertThat(kept.getNodeAffinity()
                        .getRequiredDuringSchedulingIgnoredDuringExecution()
                        .getNodeSelectorTerms())
                .hasSize(1);
        assertThat(kept.getPodAffinity()).isNull();
        assertThat(kept.getPodAntiAffinity().getRequiredDuringSchedulingIgnoredDuringExecution())
                .hasSize(1);
        assertThat(kept.getPodAntiAffinity().getPreferredDuringSchedulingIgnoredDuringExecution())
                .isEmpty();
    }

    @Test
    void a_large_affinity_is_not_kept() {
        String terms = IntStream.range(0, 2000)
                .mapToObj(i -> "{topologyKey: kubernetes.io/hostname, labelSelector: {matchLabels: {app: r" + i + "}}}")
                .collect(Collectors.joining(", "));
        assertThat(affinity("podAntiAffinity: {requiredDuringSchedulingIgnoredDuringExecution: [" + terms + "]}"))
                .isNull();
    }

    private Affinity affinity(String fields) {
        return trimming.unmarshal("---\n{containers: [{name: registry}], affinity: {" + fields + "}}", PodSpec.class)
                .getAffinity();
    }

    private static Deployment deployment(KubernetesSerialization serialization, String annotation, String part) {
        return serialization.unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: registry, namespace: team, annotations: {%s}}
                spec:
                  selector: {matchLabels: {app: registry}}
                  template:
                    metadata: {labels: {app: registry}}
                    spec:
                      containers:
                      - {name: registry, image: 'registry:3', volumeMounts: [{name: v, mountPath: /var/lib/registry}], %s}
                      volumes: [{name: v, persistentVolumeClaim: {claimName: v}}]
                """.formatted(annotation, part), Deployment.class);
    }

    @Test
    void a_bookmark_of_a_watch_which_has_no_containers_can_be_read() throws Exception {
        String bookmark =
                "{\"kind\":\"Deployment\",\"apiVersion\":\"apps/v1\",\"metadata\":{\"resourceVersion\":\"12\"},"
                        + "\"spec\":{\"selector\":null,\"template\":{\"metadata\":{},\"spec\":{\"containers\":null}},\"strategy\":{}},"
                        + "\"status\":{}}";
        Deployment read =
                new ObjectMapper().registerModule(new TrimmingModule()).readValue(bookmark, Deployment.class);
        assertThat(read.getMetadata().getResourceVersion()).isEqualTo("12");
    }
}
