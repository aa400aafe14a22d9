package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.support.real.Await;
import org.junit.jupiter.api.Test;

/** Before: a rollout that cannot end, or may not, is told before it is begun. */
interface HazardScenarios extends Scenarios {

    @Test
    default void a_volume_of_one_pod_that_the_old_pod_keeps_is_never_patched() {
        Tenant tenant = tenant();
        tenant.create(Manifests.claim("registry", "ReadWriteOncePod"));
        tenant.registry("registry");
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/good:1'}"));

        WorkloadStatus status = tenant.awaitReason("rex", "RolloutWouldDeadlock");

        assertThat(status.state()).isEqualTo(WorkloadState.FAILED);
        assertThat(status.message()).contains("ReadWriteOncePod").contains("Recreate");
        assertThat(tenant.sidecar("registry")).isEmpty();
        assertThat(tenant.marker("registry")).isEmpty();
        tenant.awaitReady("rex", "TargetsFailed");

        tenant.patchSpec("registry", "{\"strategy\":{\"type\":\"Recreate\",\"rollingUpdate\":null}}");

        tenant.awaitReason("rex", "ExporterRunning");
    }

    @Test
    default void a_volume_of_one_node_is_patched_with_a_warning_until_the_rollout_has_ended() {
        Tenant tenant = tenant();
        tenant.create(Manifests.claim("registry", "ReadWriteOnce"));
        tenant.registry("registry");
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/slow:1'}"));

        tenant.awaitInjected("registry");
        Await.until(
                "the condition",
                () -> tenant.condition("rex", "RolloutHazard")
                        .filter(condition -> condition.getStatus().equals("True")
                                && condition
                                        .getMessage()
                                        .contains("Deployment registry: PersistentVolumeClaim registry"))
                        .isPresent());
        Await.until(
                "the event",
                () -> !tenant.events("Deployment", "RolloutMayHang").isEmpty());
        assertThat(tenant.events("Deployment", "RolloutMayHang"))
                .singleElement()
                .satisfies(event -> assertThat(event.getType()).isEqualTo("Warning"));
        assertThat(tenant.awaitReason("rex", "RolloutInProgress").message()).contains("ReadWriteOnce");

        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"image\":\"example.org/good:1\"}}}");
        tenant.awaitReason("rex", "ExporterRunning");
        Await.until(
                "no hazard any more",
                () -> tenant.condition("rex", "RolloutHazard").isEmpty());
    }

    @Test
    default void a_volume_of_one_node_is_not_patched_where_the_resource_refuses_the_hazard() {
        Tenant tenant = tenant();
        tenant.create(Manifests.claim("registry", "ReadWriteOnce"));
        tenant.registry("registry");
        tenant.create(Manifests.exporter("rex", "registry") + "  rollout: {hazard: Refuse}\n");

        WorkloadStatus status = tenant.awaitReason("rex", "RolloutMayHang");

        assertThat(status.state()).isEqualTo(WorkloadState.FAILED);
        assertThat(status.message()).contains("spec.rollout.hazard is Refuse");
        assertThat(tenant.sidecar("registry")).isEmpty();
    }

    @Test
    default void a_volume_that_lies_on_one_node_is_no_hazard() {
        Tenant tenant = tenant();
        tenant.create(Manifests.localVolume(tenant.namespace() + "-local"));
        tenant.create(Manifests.claim("registry", "ReadWriteOnce", tenant.namespace() + "-local"));
        tenant.registry("registry");
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/good:1'}")
                + "  rollout: {hazard: Refuse}\n");

        tenant.awaitReason("rex", "ExporterRunning");
        assertThat(tenant.events("Deployment", "RolloutMayHang")).isEmpty();
    }

    @Test
    default void a_stateful_set_and_a_workload_without_replicas_are_no_hazard() {
        Tenant tenant = tenant();
        tenant.create(Manifests.claim("registry", "ReadWriteOncePod"));
        tenant.create(RegistryManifest.named("registry")
                .yaml()
                .replace("spec:\n  selector", "spec:\n  replicas: 0\n  selector"));
        tenant.create(Manifests.statefulRegistry("set"));
        tenant.create(Manifests.exporter("rex", "registry") + "  rollout: {hazard: Refuse}\n");
        tenant.create(
                Manifests.exporter("other", "set", "{image: 'example.org/good:1'}") + "  rollout: {hazard: Refuse}\n");

        tenant.awaitReason("rex", "ScaledToZero");
        tenant.awaitReason("other", "ExporterRunning");
    }

    @Test
    default void a_quota_without_room_for_the_new_pod_is_named() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.create(Manifests.quota("compute", "requests.memory", "200Mi"));
        tenant.quotaStatus("compute", "requests.memory", "200Mi", "128Mi");
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/good:1'}"));

        WorkloadStatus status = tenant.awaitReason("rex", "ExceedsResourceQuota");

        assertThat(status.message())
                .contains("ResourceQuota compute has no room")
                .contains("requests.memory");
        assertThat(tenant.sidecar("registry")).isEmpty();
    }

    @Test
    default void a_limit_range_that_refuses_the_container_is_named() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.create("""
                apiVersion: v1
                kind: LimitRange
                metadata: {name: small}
                spec:
                  limits:
                  - {type: Container, max: {memory: 128Mi}}
                """);
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/good:1'}"));

        WorkloadStatus status = tenant.awaitReason("rex", "ExceedsLimitRange");

        assertThat(status.message()).contains("LimitRange small rejects container registry-exporter: memory limit");
        assertThat(tenant.sidecar("registry")).isEmpty();
    }

    @Test
    default void a_host_port_that_the_old_pod_keeps_on_the_only_node_is_never_patched() {
        Tenant tenant = tenant();
        tenant.create(withPod("hostPort: 5000", "nodeSelector: {kubernetes.io/hostname: node-1}"));
        tenant.exporter("rex", "registry");

        WorkloadStatus status = tenant.awaitReason("rex", "RolloutWouldDeadlock");

        assertThat(status.state()).isEqualTo(WorkloadState.FAILED);
        assertThat(status.message())
                .contains("host port 5000 of container registry")
                .contains("Recreate");
        assertThat(tenant.sidecar("registry")).isEmpty();
    }

    @Test
    default void a_host_port_needs_a_node_more_than_there_are_pods() {
        Tenant tenant = tenant();
        tenant.create(Manifests.node(tenant.namespace() + "-a", tenant.namespace()));
        tenant.create(withPod("hostPort: 5000", onPool(tenant)));
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/good:1'}")
                + "  rollout: {hazard: Refuse}\n");

        assertThat(tenant.awaitReason("rex", "RolloutWouldDeadlock").message())
                .contains("1 can run the pods, and the rollout needs 2");
        assertThat(tenant.sidecar("registry")).isEmpty();

        tenant.create(Manifests.node(tenant.namespace() + "-b", tenant.namespace()));
        tenant.patchExporterRetry("rex", "with-two-nodes");

        tenant.awaitReason("rex", "ExporterRunning");
    }

    @Test
    default void an_anti_affinity_to_itself_needs_a_node_more_too() {
        Tenant tenant = tenant();
        tenant.create(Manifests.node(tenant.namespace() + "-a", tenant.namespace()));
        tenant.create(withPod(
                "protocol: TCP",
                onPool(tenant) + "\n      affinity: {podAntiAffinity:"
                        + " {requiredDuringSchedulingIgnoredDuringExecution: [{topologyKey: kubernetes.io/hostname,"
                        + " labelSelector: {matchLabels: {app: registry}}}]}}"));
        tenant.exporter("rex", "registry");

        assertThat(tenant.awaitReason("rex", "RolloutWouldDeadlock").message()).contains("required podAntiAffinity");
        assertThat(tenant.sidecar("registry")).isEmpty();
    }

    @Test
    default void a_quota_without_room_for_the_new_template_is_named() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.create(Manifests.quota("objects", "count/replicasets.apps", "1"));
        tenant.quotaStatus("objects", "count/replicasets.apps", "1", "1");
        tenant.exporter("rex", "registry");

        assertThat(tenant.awaitReason("rex", "ExceedsResourceQuota").message())
                .contains("ResourceQuota objects has no room for the new template");
        assertThat(tenant.sidecar("registry")).isEmpty();
    }

    @Test
    default void a_pod_disruption_budget_is_no_hazard_because_rollouts_do_not_ask_it() {
        Tenant tenant = tenant();
        tenant.registry("registry");
        tenant.create("""
                apiVersion: policy/v1
                kind: PodDisruptionBudget
                metadata: {name: registry}
                spec:
                  maxUnavailable: 0
                  selector: {matchLabels: {app: registry}}
                """);
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/good:1'}")
                + "  rollout: {hazard: Refuse}\n");

        tenant.awaitReason("rex", "ExporterRunning");
    }

    /** Lines of pods that run on the nodes of the tenant: an API server taints new nodes until they are ready. */
    private static String onPool(Tenant tenant) {
        return "nodeSelector: {pool: " + tenant.namespace() + "}\n      tolerations:"
                + " [{key: node.kubernetes.io/not-ready, operator: Exists}]";
    }

    /** A registry with another field of its port, and other lines of its pod. */
    private static String withPod(String port, String lines) {
        return RegistryManifest.named("registry")
                .yaml()
                .replace("- containerPort: 5000", "- {containerPort: 5000, " + port + "}")
                .replace("      containers:", "      " + lines + "\n      containers:");
    }
}
