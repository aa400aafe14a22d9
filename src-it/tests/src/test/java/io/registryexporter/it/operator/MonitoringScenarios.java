package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.registryexporter.operator.monitoring.MonitoringKind;
import io.registryexporter.support.real.Await;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a Prometheus Operator is told, in a cluster that comes to know its kinds when a test says so. */
interface MonitoringScenarios {

    /** May do everything, in a cluster of its own with a running operator. */
    KubernetesClient client();

    @Test
    default void kinds_that_the_cluster_does_not_know_are_a_message_and_no_error_until_it_learns_them() {
        Tenant tenant = registry("learns");

        Condition unknown = condition(tenant, "False");
        assertThat(unknown.getReason()).isEqualTo("KindUnknown");
        assertThat(unknown.getMessage())
                .contains("does not know the kind PodMonitor of monitoring.coreos.com/v1")
                .contains("spec.monitoring.podMonitor.enabled")
                .doesNotContain("PrometheusRule");
        assertThat(tenant.awaitInjected("registry")).isNotNull();

        learn();

        condition(tenant, "True");
        GenericKubernetesResource monitor =
                live(MonitoringKind.POD_MONITOR, tenant).orElseThrow();
        assertThat(monitor.<String>get("spec", "selector", "matchLabels", "app"))
                .isEqualTo("registry");
        assertThat(monitor.<List<?>>get("spec", "podMetricsEndpoints")).hasSize(1);
        assertThat(monitor.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getName()).isEqualTo("rex"));
        assertThat(live(MonitoringKind.PROMETHEUS_RULE, tenant)).isEmpty();
    }

    @Test
    default void what_is_switched_off_goes_and_what_is_switched_on_comes() {
        Tenant tenant = registry("switched");
        learn();
        condition(tenant, "True");

        tenant.patchExporter(
                "rex",
                "{\"spec\":{\"monitoring\":{\"podMonitor\":{\"enabled\":false},"
                        + "\"prometheusRule\":{\"enabled\":true,\"labels\":{\"release\":\"prometheus\"}}}}}");

        Await.until(
                "no PodMonitor", () -> live(MonitoringKind.POD_MONITOR, tenant).isEmpty());
        GenericKubernetesResource rule = Await.found("rule", () -> live(MonitoringKind.PROMETHEUS_RULE, tenant));
        assertThat(rule.getMetadata().getLabels()).containsEntry("release", "prometheus");
        assertThat(rule.<List<?>>get("spec", "groups")).isNotEmpty();

        tenant.patchExporter("rex", "{\"spec\":{\"monitoring\":{\"prometheusRule\":{\"labels\":{\"release\":null}}}}}");
        Await.until(
                "no label of before",
                () -> live(MonitoringKind.PROMETHEUS_RULE, tenant)
                        .filter(live -> !live.getMetadata().getLabels().containsKey("release"))
                        .isPresent());

        tenant.patchExporter("rex", "{\"spec\":{\"monitoring\":{\"prometheusRule\":{\"enabled\":false}}}}");
        Await.until(
                "no rule", () -> live(MonitoringKind.PROMETHEUS_RULE, tenant).isEmpty());
        Await.until("no condition", () -> tenant.condition("rex", "Monitored").isEmpty());
    }

    @Test
    default void what_somebody_deletes_or_changes_is_made_again() {
        Tenant tenant = registry("kept");
        learn();
        condition(tenant, "True");

        resource(MonitoringKind.POD_MONITOR, tenant).delete();
        Await.until("a new one", () -> live(MonitoringKind.POD_MONITOR, tenant).isPresent());

        // Not by the operator's manager, whose field it stays: so the API server says who has it.
        resource(MonitoringKind.POD_MONITOR, tenant)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"jobLabel\":\"added\"}}");
        tenant.patchExporter("rex", "{\"spec\":{\"monitoring\":{\"podMonitor\":{\"interval\":\"15s\"}}}}");
        Await.until(
                "the new interval",
                () -> live(MonitoringKind.POD_MONITOR, tenant)
                        .filter(live -> String.valueOf(live.<Object>get("spec", "podMetricsEndpoints"))
                                .contains("15s"))
                        .isPresent());
        assertThat(live(MonitoringKind.POD_MONITOR, tenant).orElseThrow().<String>get("spec", "jobLabel"))
                .isEqualTo("added");
    }

    @Test
    default void an_object_of_that_name_that_somebody_else_made_is_left_alone() {
        learn();
        Tenant tenant = new Tenant(client(), "taken");
        tenant.create("""
                apiVersion: monitoring.coreos.com/v1
                kind: PodMonitor
                metadata: {name: rex}
                spec: {selector: {}, podMetricsEndpoints: []}
                """);
        tenant.registry("registry");
        tenant.exporter("rex", "registry");

        Condition condition = condition(tenant, "False");
        assertThat(condition.getReason()).isEqualTo("NotOwned");
        assertThat(live(MonitoringKind.POD_MONITOR, tenant)
                        .orElseThrow()
                        .getMetadata()
                        .getOwnerReferences())
                .isEmpty();
    }

    private Tenant registry(String namespace) {
        Tenant tenant = new Tenant(client(), namespace);
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        return tenant;
    }

    private static Condition condition(Tenant tenant, String status) {
        return Await.found(
                "Monitored " + status,
                () -> String.valueOf(tenant.status("rex")),
                () -> tenant.condition("rex", "Monitored")
                        .filter(condition -> condition.getStatus().equals(status)));
    }

    private void learn() {
        for (MonitoringKind kind : MonitoringKind.values()) {
            client().resource(client().getKubernetesSerialization()
                            .unmarshal(Manifests.monitoringKind(kind.toString()), CustomResourceDefinition.class))
                    .serverSideApply();
        }
    }

    private Optional<GenericKubernetesResource> live(MonitoringKind kind, Tenant tenant) {
        return Optional.ofNullable(resource(kind, tenant).get());
    }

    private Resource<GenericKubernetesResource> resource(MonitoringKind kind, Tenant tenant) {
        return client().genericKubernetesResources(kind.context())
                .inNamespace(tenant.namespace())
                .withName("rex");
    }
}
