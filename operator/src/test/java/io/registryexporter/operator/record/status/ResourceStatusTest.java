package io.registryexporter.operator.record.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.SampleTargets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is reported of a resource. */
class ResourceStatusTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-03T04:05:06.789Z"), ZoneOffset.UTC);
    private static final Clock LATER = Clock.offset(CLOCK, Duration.ofHours(1));
    private static final Target RUNNING = SampleTargets.deployment("a", Reason.EXPORTER_RUNNING, true);

    private final ResourceStatus statuses = new ResourceStatus(CLOCK);
    private final RegistryExporter resource =
            Exporters.named("mine").generation(7L).build();

    @Test
    void targets_are_counted_by_what_they_carry_and_by_what_runs() {
        RegistryExporterStatus status = status(
                RUNNING,
                SampleTargets.deployment("b", Reason.SCALED_TO_ZERO, true),
                SampleTargets.deployment("c", Reason.ROLLOUT_IN_PROGRESS, true),
                SampleTargets.deployment("d", Reason.OPTED_OUT, false),
                SampleTargets.deployment("e", Reason.NO_SHARED_VOLUME, false));
        assertThat(status.targets()).isEqualTo(5);
        assertThat(status.injected()).isEqualTo(3);
        assertThat(status.ready()).isEqualTo(2);
    }

    @Test
    void workloads_stand_in_order_whatever_order_they_come_in() {
        Target set = Target.without(
                        Registries.statefulSet().named("a").workload(), new Verdict(Reason.EXPORTER_RUNNING, ""))
                .carrying("");
        assertThat(status(set, SampleTargets.deployment("b", Reason.PAUSED, false), RUNNING)
                        .workloads())
                .extracting(workload -> workload.kind() + " " + workload.name())
                .containsExactly("Deployment a", "Deployment b", "StatefulSet a");
    }

    @Test
    void the_status_is_about_the_generation_that_was_seen() {
        RegistryExporterStatus status = status(RUNNING);
        assertThat(status.observedGeneration()).isEqualTo(7);
        assertThat(ready(status).getObservedGeneration()).isEqualTo(7);
    }

    @Test
    void all_well_is_ready() {
        Condition ready = ready(status(RUNNING, SampleTargets.deployment("b", Reason.SCALED_TO_ZERO, true)));
        assertThat(ready.getStatus()).isEqualTo("True");
        assertThat(ready.getReason()).isEqualTo("AllTargetsReady");
        assertThat(ready.getMessage()).isEqualTo("the exporter runs in 2 of 2 targets");
    }

    @Test
    void without_targets_there_is_nothing_ready() {
        Condition ready = ready(status());
        assertThat(ready.getStatus()).isEqualTo("False");
        assertThat(ready.getReason()).isEqualTo("NoTargets");
        assertThat(ready.getMessage()).contains("has the labels of spec.selector");
    }

    @Test
    void opted_out_workloads_and_those_with_an_exporter_do_not_prevent_ready() {
        Condition ready = ready(status(
                RUNNING,
                SampleTargets.deployment("b", Reason.OPTED_OUT, false),
                SampleTargets.deployment("c", Reason.ALREADY_PRESENT, false)));
        assertThat(ready.getReason()).isEqualTo("AllTargetsReady");
        assertThat(ready.getMessage()).isEqualTo("the exporter runs in 1 of 3 targets");
    }

    @ParameterizedTest
    @CsvSource({
        "APPLY_REJECTED, TargetsFailed",
        "OWNED_BY_OTHER_RESOURCE, TargetsInConflict",
        "NO_SHARED_VOLUME, TargetsSkipped",
        "PAUSED, TargetsPending",
        "ROLLOUT_IN_PROGRESS, TargetsRollingOut"
    })
    void what_is_open_is_the_reason(Reason reason, String text) {
        Condition ready = ready(status(RUNNING, SampleTargets.deployment("b", reason, false)));
        assertThat(ready.getStatus()).isEqualTo("False");
        assertThat(ready.getReason()).isEqualTo(text);
        assertThat(ready.getMessage()).isEqualTo("the exporter runs in 1 of 2 targets; Deployment b: " + reason);
    }

    @Test
    void of_several_reasons_the_one_that_needs_most_attention_is_reported() {
        List<Reason> mostFirst = List.of(
                Reason.EXPORTER_NOT_STARTING,
                Reason.OWNED_BY_OTHER_MANAGER,
                Reason.PORT_IN_USE,
                Reason.WAITING_FOR_RESTART,
                Reason.ROLLOUT_IN_PROGRESS);
        List<String> reported = IntStream.range(0, mostFirst.size())
                .mapToObj(first -> mostFirst.subList(first, mostFirst.size()).stream()
                        .map(reason -> SampleTargets.deployment(reason.toString(), reason, false))
                        .toArray(Target[]::new))
                .map(targets -> ready(status(targets)).getReason())
                .toList();
        assertThat(reported)
                .containsExactly(
                        "TargetsFailed", "TargetsInConflict", "TargetsSkipped", "TargetsPending", "TargetsRollingOut");
    }

    @Test
    void of_many_open_targets_the_first_are_named_and_the_rest_counted() {
        Target[] targets = IntStream.range(0, 8)
                .mapToObj(i -> SampleTargets.deployment("r" + i, Reason.PAUSED, false))
                .toArray(Target[]::new);
        assertThat(ready(status(targets)).getMessage())
                .startsWith("the exporter runs in 0 of 8 targets; Deployment r0: Paused, Deployment r1: Paused")
                .endsWith("Deployment r4: Paused, and 3 more");
    }

    @Test
    void the_condition_changed_when_it_changed() {
        assertThat(ready(status(RUNNING)).getLastTransitionTime()).isEqualTo("2026-02-03T04:05:06Z");
    }

    @Test
    void the_time_of_the_condition_stays_while_its_status_stays() {
        Condition before = ready(status(SampleTargets.deployment("a", Reason.ROLLOUT_IN_PROGRESS, true)));
        Condition now = ready(later(SampleTargets.deployment("a", Reason.EXPORTER_NOT_STARTING, true), before));
        assertThat(now.getLastTransitionTime()).isEqualTo(before.getLastTransitionTime());
        assertThat(now.getReason()).isNotEqualTo(before.getReason());
    }

    @Test
    void the_time_of_the_condition_moves_with_its_status() {
        Condition before = ready(status(SampleTargets.deployment("a", Reason.ROLLOUT_IN_PROGRESS, true)));
        assertThat(ready(later(RUNNING, before)).getLastTransitionTime()).isEqualTo("2026-02-03T05:05:06Z");
    }

    @Test
    void a_condition_of_another_type_or_without_a_time_says_nothing() {
        Condition before = ready(status(RUNNING));
        before.setLastTransitionTime(null);
        assertThat(ready(later(RUNNING, before)).getLastTransitionTime()).isEqualTo("2026-02-03T05:05:06Z");
        Condition other = ready(status(RUNNING));
        other.setType("Degraded");
        assertThat(ready(later(RUNNING, other)).getLastTransitionTime()).isEqualTo("2026-02-03T05:05:06Z");
    }

    @Test
    void the_same_facts_give_the_same_status_after_the_api_server_had_it() {
        Target[] targets = {RUNNING, storing("b"), SampleTargets.deployment("c", Reason.OPTED_OUT, false)};
        RegistryExporterStatus first = status(targets);
        KubernetesSerialization serialization = new KubernetesSerialization();
        RegistryExporterStatus read =
                serialization.unmarshal(serialization.asJson(first), RegistryExporterStatus.class);
        RegistryExporter written =
                Exporters.named("mine").generation(7L).status(read).build();
        assertThat(new ResourceStatus(LATER).of(written, List.of(targets), Optional.empty()))
                .isEqualTo(read);
    }

    @Test
    void a_generation_that_is_not_known_is_none() {
        RegistryExporter odd = Exporters.named("mine").generation(null).build();
        assertThat(statuses.of(odd, List.of(RUNNING), Optional.empty()).observedGeneration())
                .isZero();
    }

    @Test
    void a_workload_says_what_was_found_and_how() {
        assertThat(status(storing("b")).workloads())
                .containsExactly(new WorkloadStatus(
                        "Deployment",
                        "b",
                        WorkloadState.READY,
                        "ExporterRunning",
                        "in 1 pod; storage by the default",
                        "registry",
                        "storage",
                        "/data/docker/registry/v2",
                        "exporter:1",
                        ""));
    }

    @Test
    void every_reason_has_a_state_and_a_code_of_its_own() {
        assertThat(Arrays.stream(Reason.values()).map(Reason::toString))
                .doesNotHaveDuplicates()
                .allMatch(code -> code.matches("[A-Z][A-Za-z]+"));
        assertThat(Arrays.stream(Reason.values()).map(Reason::state)).doesNotContainNull();
    }

    private RegistryExporterStatus status(Target... targets) {
        return statuses.of(resource, List.of(targets), Optional.empty());
    }

    private static RegistryExporterStatus later(Target target, Condition before) {
        RegistryExporterStatus written = new RegistryExporterStatus(7L, 1, 0, 0, List.of(before), List.of());
        return new ResourceStatus(LATER)
                .of(Exporters.named("mine").generation(7L).status(written).build(), List.of(target), Optional.empty());
    }

    private static Condition ready(RegistryExporterStatus status) {
        assertThat(status.conditions()).hasSize(1);
        return status.conditions().get(0);
    }

    private static Target storing(String name) {
        return Target.without(
                        Registries.usual().named(name).workload(), new Verdict(Reason.EXPORTER_RUNNING, "in 1 pod"))
                .carrying("exporter:1")
                .reading(Optional.of(new RegistryStorage(
                        "registry",
                        new RegistryStorage.Location(
                                "/data/docker/registry/v2",
                                new VolumeMountBuilder().withName("storage").build(),
                                List.of()),
                        "storage by the default",
                        Optional.empty(),
                        Set.of(5000),
                        Optional.empty())));
    }

    @Test
    void the_state_of_monitoring_is_a_separate_condition() {
        RegistryExporterStatus status = statuses.of(
                Exporters.named("mine").build(),
                List.of(RUNNING),
                Optional.of(new MonitoringState(false, "KindUnknown", "the cluster does not know the kind")));
        assertThat(status.conditions())
                .extracting(Condition::getType, Condition::getStatus, Condition::getReason)
                .containsExactly(tuple("Ready", "True", "AllTargetsReady"), tuple("Monitored", "False", "KindUnknown"));
    }

    @Test
    void a_rollout_that_may_hang_is_a_condition_while_it_does() {
        RegistryExporterStatus status = statuses.of(
                Exporters.named("mine").build(),
                List.of(SampleTargets.deployment("b", Reason.ROLLOUT_IN_PROGRESS, true)
                        .withHazard(Optional.of("PersistentVolumeClaim x is ReadWriteOnce"))),
                Optional.empty());
        assertThat(status.conditions()).hasSize(2);
        assertThat(status.conditions().get(1).getType()).isEqualTo("RolloutHazard");
        assertThat(status.conditions().get(1).getMessage())
                .isEqualTo("Deployment b: PersistentVolumeClaim x is ReadWriteOnce");
        assertThat(status.workloads().get(0).message()).isEqualTo("why; PersistentVolumeClaim x is ReadWriteOnce");
    }
}
