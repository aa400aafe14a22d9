package io.registryexporter.operator.hazard;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.LimitRangeItemBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategyBuilder;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.SampleConstraints;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whether the namespace's ResourceQuotas and LimitRanges let the new pod in. */
class LimitsTest {
    /** As it is by default. */
    private static final Container EXPORTER = new ContainerBuilder()
            .withName(Names.CONTAINER)
            .withNewResources()
            .addToRequests("cpu", new Quantity("10m"))
            .addToRequests("memory", new Quantity("64Mi"))
            .addToLimits("memory", new Quantity("256Mi"))
            .endResources()
            .build();

    @Test
    void a_quota_without_room_is_named_with_its_figures() {
        Hazard hazard = hazard(recreate(), SampleConstraints.nothing().quota("requests.memory", "100Mi", "128Mi"))
                .orElseThrow();
        assertThat(hazard.reason()).isEqualTo(Reason.EXCEEDS_RESOURCE_QUOTA);
        assertThat(hazard.message())
                .startsWith("ResourceQuota quota has no room for the new pod: requests.memory 67108864 more, used"
                        + " 104857600 of 134217728");
    }

    @Test
    void a_quota_with_room_is_no_hazard() {
        assertThat(hazard(recreate(), SampleConstraints.nothing().quota("requests.memory", "64Mi", "128Mi")))
                .isEmpty();
        assertThat(hazard(recreate(), SampleConstraints.nothing().quota("requests.storage", "1Gi", "1Gi")))
                .isEmpty();
    }

    @Test
    void pods_that_all_stay_want_room_for_a_whole_pod_more() {
        SampleConstraints tight = SampleConstraints.nothing().quota("pods", "5", "5");
        assertThat(hazard(Registries.usual(), tight)).isPresent();
        assertThat(hazard(recreate(), tight)).isEmpty();
    }

    @Test
    void a_new_template_wants_room_for_the_object_that_keeps_it() {
        SampleConstraints full = SampleConstraints.nothing().quota("count/replicasets.apps", "10", "10");
        assertThat(hazard(recreate(), full))
                .map(Hazard::message)
                .contains("ResourceQuota quota has no room for the new template: count/replicasets.apps 1 more, used 10"
                        + " of 10; nothing was written. Raise it, or lower spec.revisionHistoryLimit of the workload");
        assertThat(hazard(recreate().deploymentSpec(spec -> spec.setReplicas(0)), full))
                .isPresent();
        assertThat(hazard(statefulSet(), full)).isEmpty();
        assertThat(hazard(
                        statefulSet(), SampleConstraints.nothing().quota("count/controllerrevisions.apps", "10", "10")))
                .isPresent();
    }

    @Test
    void a_quota_for_what_a_rollout_does_not_create_is_no_hazard() {
        assertThat(hazard(recreate(), SampleConstraints.nothing().quota("count/deployments.apps", "10", "10")))
                .isEmpty();
        assertThat(hazard(recreate(), SampleConstraints.nothing().quota("count/replicasets.apps", "9", "10")))
                .isEmpty();
    }

    private static Registries statefulSet() {
        return Registries.statefulSet()
                .container("registry", "registry:3")
                .mount("storage", "/var/lib/registry")
                .pvc("storage");
    }

    @Test
    void every_replica_takes_more() {
        SampleConstraints two = SampleConstraints.nothing().quota("limits.memory", "0", "512Mi");
        assertThat(hazard(recreate(), two)).isEmpty();
        assertThat(hazard(recreate().deploymentSpec(spec -> spec.setReplicas(3)), two))
                .isPresent();
    }

    @Test
    void a_quota_that_wants_what_the_exporter_does_not_say_refuses_it() {
        assertThat(hazard(recreate(), SampleConstraints.nothing().quota("limits.cpu", "0", "10")))
                .map(Hazard::message)
                .hasValueSatisfying(message -> assertThat(message)
                        .startsWith("ResourceQuota quota requires limits.cpu of every container, and registry-exporter"
                                + " has none"));
    }

    @Test
    void a_default_of_a_limit_range_is_what_the_exporter_says() {
        SampleConstraints defaults = SampleConstraints.nothing()
                .quota("limits.cpu", "0", "10")
                .limitRange(new LimitRangeItemBuilder()
                        .withType("Container")
                        .addToDefault("cpu", new Quantity("1"))
                        .build());
        assertThat(hazard(recreate(), defaults)).isEmpty();
    }

    @Test
    void a_quota_of_other_pods_does_not_count() {
        assertThat(hazard(recreate(), SampleConstraints.nothing().quota(List.of("BestEffort"), "pods", "5", "0")))
                .isEmpty();
        assertThat(hazard(
                        Registries.usual(),
                        SampleConstraints.nothing().quota(List.of("NotTerminating"), "pods", "5", "5")))
                .isPresent();
    }

    @Test
    void an_update_counts_only_what_it_takes_more() {
        Registries carrying = recreate().container(EXPORTER);
        assertThat(hazard(carrying, SampleConstraints.nothing().quota("requests.memory", "128Mi", "128Mi")))
                .isEmpty();
    }

    @Test
    void without_replicas_no_quota_counts() {
        Registries none = Registries.usual().deploymentSpec(spec -> spec.setReplicas(0));
        assertThat(hazard(none, SampleConstraints.nothing().quota("pods", "5", "5")))
                .isEmpty();
    }

    @Test
    void a_limit_beyond_the_maximum_of_a_container_is_named() {
        Hazard hazard = hazard(
                        recreate(),
                        SampleConstraints.nothing()
                                .limitRange(new LimitRangeItemBuilder()
                                        .withType("Container")
                                        .addToMax("memory", new Quantity("128Mi"))
                                        .build()))
                .orElseThrow();
        assertThat(hazard.reason()).isEqualTo(Reason.EXCEEDS_LIMIT_RANGE);
        assertThat(hazard.message())
                .startsWith("LimitRange limits rejects container registry-exporter: memory limit 268435456, max"
                        + " 134217728");
    }

    @Test
    void a_request_below_the_minimum_of_a_container_is_named() {
        assertThat(hazard(
                        recreate(),
                        SampleConstraints.nothing()
                                .limitRange(new LimitRangeItemBuilder()
                                        .withType("Container")
                                        .addToMin("cpu", new Quantity("100m"))
                                        .build())))
                .map(Hazard::message)
                .hasValueSatisfying(message -> assertThat(message).contains("cpu request 0.01, min 0.1"));
    }

    @Test
    void a_limit_too_many_times_the_request_is_named() {
        assertThat(hazard(
                        recreate(),
                        SampleConstraints.nothing()
                                .limitRange(new LimitRangeItemBuilder()
                                        .withType("Container")
                                        .addToMaxLimitRequestRatio("memory", new Quantity("2"))
                                        .build())))
                .map(Hazard::message)
                .hasValueSatisfying(
                        message -> assertThat(message).contains("memory limit by request 4, maxLimitRequestRatio 2"));
    }

    @Test
    void a_pod_beyond_the_maximum_of_a_pod_is_named() {
        assertThat(hazard(
                        recreate(),
                        SampleConstraints.nothing()
                                .limitRange(new LimitRangeItemBuilder()
                                        .withType("Pod")
                                        .addToMax("memory", new Quantity("200Mi"))
                                        .build())))
                .map(Hazard::message)
                .hasValueSatisfying(message -> assertThat(message).contains("rejects the pod with it"));
    }

    private static Registries recreate() {
        return Registries.usual()
                .deploymentSpec(spec -> spec.setStrategy(
                        new DeploymentStrategyBuilder().withType("Recreate").build()));
    }

    private static Optional<Hazard> hazard(Registries registries, SampleConstraints around) {
        return around.build().hazard(registries.workload(), EXPORTER);
    }
}
