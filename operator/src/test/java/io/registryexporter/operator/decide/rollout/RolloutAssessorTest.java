package io.registryexporter.operator.decide.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Facts;
import io.registryexporter.operator.fixture.Pods;
import io.registryexporter.operator.workload.RolloutFacts;
import io.registryexporter.operator.workload.RolloutFacts.ManualStep;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How far the exporter has come, by the workload's status and by its pods. */
class RolloutAssessorTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final DesiredWorkload DESIRED =
            Desired.of(Exporters.named("mine").build());
    private static final DesiredWorkload BEFORE =
            Desired.of(Exporters.named("mine").scanInterval("1h").build());

    private final Pod running = Pods.with(DESIRED).running().build();

    @Test
    void a_complete_rollout_needs_no_look_at_pods() {
        assertThat(verdict(facts(2, 2, 2)).withoutPods(true).map(RolloutAssessment::verdict))
                .contains(new Verdict(Reason.EXPORTER_RUNNING, "in 2 pods"));
        assertThat(verdict(Facts.pods(1, 1, 1, 1).build()).withoutPods(true).map(RolloutAssessment::verdict))
                .contains(new Verdict(Reason.EXPORTER_RUNNING, "in 1 pod"));
    }

    @Test
    void without_replicas_nothing_runs_and_nothing_is_wrong() {
        assertThat(reason(verdict(Facts.pods(0, 0, 0, 0).build()))).contains(Reason.SCALED_TO_ZERO);
    }

    @Test
    void a_spec_that_the_controller_has_not_seen_says_nothing_yet() {
        RolloutFacts unobserved = Facts.pods(0, 0, 0, 0).unobserved().build();
        assertThat(verdict(unobserved).withoutPods(true)).isEmpty();
        RolloutFacts old = Facts.pods(2, 2, 2, 2).unobserved().build();
        assertThat(verdict(old).withoutPods(true)).isEmpty();
    }

    @Test
    void a_paused_deployment_waits_for_its_owner() {
        RolloutFacts paused =
                Facts.pods(2, 0, 2, 2).manualStep(ManualStep.RESUME).build();
        assertThat(reason(verdict(paused))).contains(Reason.ROLLOUT_PAUSED);
    }

    @Test
    void a_paused_deployment_whose_pods_are_new_already_runs() {
        RolloutFacts paused =
                Facts.pods(2, 2, 2, 2).manualStep(ManualStep.RESUME).build();
        assertThat(reason(verdict(paused))).contains(Reason.EXPORTER_RUNNING);
    }

    @Test
    void pods_on_their_way_are_counted() {
        assertThat(verdict(facts(1, 3, 2))
                        .withPods(List.of(running, Pods.before().build()), NOW)
                        .verdict())
                .isEqualTo(new Verdict(Reason.ROLLOUT_IN_PROGRESS, "in 1 of 2 pods"));
    }

    @Test
    void pods_of_an_older_template_do_not_count() {
        Pod older = Pods.with(BEFORE).running().build();
        Pod failing = Pods.with(BEFORE).waiting("CrashLoopBackOff", "back-off").build();
        assertThat(verdict(facts(0, 2, 2))
                        .withPods(List.of(older, failing), NOW)
                        .verdict()
                        .message())
                .isEqualTo("in 0 of 2 pods");
    }

    @Test
    void pods_that_are_being_deleted_do_not_count() {
        Pod leaving = Pods.with(DESIRED).running().deleted().build();
        assertThat(verdict(facts(1, 2, 2))
                        .withPods(List.of(leaving), NOW)
                        .verdict()
                        .message())
                .isEqualTo("in 0 of 2 pods");
    }

    @Test
    void pods_of_which_nothing_is_known_yet_do_not_count() {
        assertThat(verdict(facts(1, 2, 2))
                        .withPods(List.of(Pods.with(DESIRED).unseen()), NOW)
                        .verdict()
                        .message())
                .isEqualTo("in 0 of 2 pods");
        assertThat(verdict(facts(1, 2, 2)).withPods(List.of(), NOW).verdict().reason())
                .isEqualTo(Reason.ROLLOUT_IN_PROGRESS);
    }

    @Test
    void a_pod_that_finds_no_node_says_why() {
        Pod pending =
                Pods.with(DESIRED).unscheduled("0/3 nodes: insufficient memory").unseen();
        assertThat(verdict(facts(1, 2, 2))
                        .withPods(List.of(pending), NOW)
                        .verdict()
                        .message())
                .isEqualTo("in 0 of 2 pods; pod registry-abc is not scheduled: 0/3 nodes: insufficient memory");
    }

    @Test
    void a_pod_that_finds_no_node_may_not_say_why() {
        Pod pending = Pods.with(DESIRED).unscheduled(null).unseen();
        assertThat(verdict(facts(1, 2, 2))
                        .withPods(List.of(pending), NOW)
                        .verdict()
                        .message())
                .endsWith("pod registry-abc is not scheduled");
    }

    @Test
    void an_exporter_that_runs_everywhere_is_ready_though_the_registry_is_not() {
        RolloutFacts unavailable = Facts.pods(1, 1, 1, 0).stuck("timed out").build();
        assertThat(verdict(unavailable).withPods(List.of(running), NOW).verdict())
                .isEqualTo(new Verdict(Reason.EXPORTER_RUNNING, "in 1 pod; the workload is not available yet"));
    }

    @Test
    void a_rollout_past_its_deadline_is_stuck() {
        RolloutFacts stuck = Facts.pods(2, 1, 3, 2).stuck("timed out").build();
        assertThat(verdict(stuck).withPods(List.of(running), NOW).verdict())
                .isEqualTo(new Verdict(Reason.ROLLOUT_STUCK, "timed out"));
    }

    @Test
    void a_rollout_that_was_stuck_before_the_controller_saw_the_new_one_is_in_progress() {
        RolloutFacts earlier =
                Facts.pods(2, 1, 3, 2).unobserved().stuck("timed out").build();
        assertThat(verdict(earlier).withPods(List.of(), NOW).verdict().reason()).isEqualTo(Reason.ROLLOUT_IN_PROGRESS);
    }

    @Test
    void a_stateful_set_that_is_restarted_by_hand_waits_for_it() {
        RolloutFacts held =
                Facts.pods(3, 1, 3, 3).manualStep(ManualStep.RESTART_PODS).build();
        Verdict verdict = verdict(held).withPods(List.of(running), NOW).verdict();
        assertThat(verdict.reason()).isEqualTo(Reason.WAITING_FOR_RESTART);
        assertThat(verdict.message()).startsWith("in 1 of 3 pods; the update strategy leaves the others to you");
    }

    @Test
    void a_stateful_set_that_has_been_restarted_by_hand_runs() {
        RolloutFacts done =
                Facts.pods(1, 1, 1, 1).manualStep(ManualStep.RESTART_PODS).build();
        assertThat(reason(verdict(done))).contains(Reason.EXPORTER_RUNNING);
    }

    @Test
    void a_failure_is_reported_before_a_deadline() {
        RolloutFacts stuck = Facts.pods(2, 1, 3, 2).stuck("timed out").build();
        Pod failing = Pods.with(DESIRED).waiting("ErrImagePull", "no").build();
        assertThat(verdict(stuck).withPods(List.of(failing), NOW).verdict().reason())
                .isEqualTo(Reason.EXPORTER_NOT_STARTING);
    }

    @Test
    void a_complete_rollout_of_an_exporter_that_did_not_run_before_needs_its_pods() {
        assertThat(verdict(facts(2, 2, 2)).withoutPods(false)).isEmpty();
        assertThat(verdict(facts(2, 2, 2)).withPods(List.of(), NOW).verdict())
                .isEqualTo(new Verdict(Reason.EXPORTER_RUNNING, "in 2 pods"));
    }

    @Test
    void a_new_generation_takes_nothing_from_pods_that_carry_the_exporter_already() {
        RolloutFacts unobserved = Facts.pods(2, 2, 2, 2).unobserved().build();
        assertThat(verdict(unobserved).withPods(List.of(running, running), NOW).verdict())
                .isEqualTo(new Verdict(Reason.EXPORTER_RUNNING, "in 2 pods"));
    }

    @Test
    void a_new_generation_with_pods_of_before_is_in_progress() {
        RolloutFacts unobserved = Facts.pods(1, 1, 1, 1).unobserved().build();
        Pod older = Pods.with(BEFORE).running().build();
        assertThat(verdict(unobserved)
                        .withPods(List.of(running, older), NOW)
                        .verdict()
                        .reason())
                .isEqualTo(Reason.ROLLOUT_IN_PROGRESS);
        assertThat(verdict(unobserved).withPods(List.of(), NOW).verdict().reason())
                .isEqualTo(Reason.ROLLOUT_IN_PROGRESS);
    }

    @Test
    void a_new_generation_without_replicas_says_nothing_yet() {
        RolloutFacts unobserved = Facts.pods(0, 0, 0, 0).unobserved().build();
        assertThat(verdict(unobserved).withPods(List.of(), NOW).verdict().reason())
                .isEqualTo(Reason.ROLLOUT_IN_PROGRESS);
    }

    @Test
    void an_evicted_pod_is_no_exporter_that_fails() {
        Pod evicted =
                Pods.with(DESIRED).crashed(137, "Error", null).phase("Failed").build();
        assertThat(verdict(facts(1, 2, 1))
                        .withPods(List.of(running, evicted), NOW)
                        .verdict()
                        .message())
                .isEqualTo("in 1 of 2 pods");
    }

    private static RolloutAssessor verdict(RolloutFacts facts) {
        return new RolloutAssessor(
                facts, DESIRED.applied(), new RolloutHistory(false, Set.of(), Duration.ofMinutes(2)));
    }

    private static Optional<Reason> reason(RolloutAssessor verdict) {
        return verdict.withoutPods(true).map(RolloutAssessment::verdict).map(Verdict::reason);
    }

    /** Of two replicas. */
    private static RolloutFacts facts(int updated, int total, int available) {
        return Facts.pods(2, updated, total, available).build();
    }
}
