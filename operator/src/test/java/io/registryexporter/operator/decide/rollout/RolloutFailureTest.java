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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a rollout has failed because of the exporter, so that it is withdrawn. */
class RolloutFailureTest {
    private static final Instant NOW = Instant.parse("2026-01-01T02:00:00Z");
    private static final DesiredWorkload DESIRED =
            Desired.of(Exporters.named("mine").build());
    private static final RolloutFacts ROLLING = Facts.pods(2, 1, 3, 2).build();
    private static final RolloutFacts OVERDUE = Facts.pods(2, 1, 3, 2)
            .stuck("ReplicaSet has timed out progressing.")
            .build();

    @ParameterizedTest
    @CsvSource({
        "ImagePullBackOff, IMAGE_PULL_BACK_OFF",
        "ErrImageNeverPull, IMAGE_PULL_BACK_OFF",
        "InvalidImageName, IMAGE_PULL_BACK_OFF",
        "CrashLoopBackOff, CRASH_LOOP_BACK_OFF",
        "CreateContainerError, CREATE_CONTAINER_ERROR",
        "CreateContainerConfigError, CREATE_CONTAINER_ERROR",
        "RunContainerError, CREATE_CONTAINER_ERROR"
    })
    void an_exporter_that_will_not_start_by_itself_has_failed(String waiting, Reason reason) {
        Pod failing = Pods.with(DESIRED).waiting(waiting, "why").build();
        assertThat(failure(ROLLING, failing))
                .contains(new Verdict(reason, "container registry-exporter of pod registry-abc: " + waiting + ": why"));
    }

    @ParameterizedTest
    @CsvSource({"ImagePullBackOff, false", "CreateContainerError, false", "InvalidImageName, true"})
    void what_the_next_try_may_end_has_a_minute(String waiting, boolean atOnce) {
        Pods failing = Pods.with(DESIRED).waiting(waiting, "why");
        assertThat(failure(ROLLING, failing.begun("2026-01-01T01:59:01Z").build())
                        .isPresent())
                .isEqualTo(atOnce);
        assertThat(failure(ROLLING, failing.begun("2026-01-01T01:59:00Z").build()))
                .isPresent();
    }

    @Test
    void a_registry_that_fails_in_a_pod_of_before_is_not_the_exporters_fault() {
        Pod before = Pods.before()
                .named("registry-0")
                .registryWaiting("CrashLoopBackOff")
                .build();
        Pod waiting = Pods.with(DESIRED).unscheduled("no node").unseen();
        assertThat(failure(OVERDUE, waiting)).isPresent();
        assertThat(failure(OVERDUE, waiting, before)).isEmpty();
    }

    @Test
    void by_a_deadline_of_the_operator_an_exporter_that_runs_is_not_blamed() {
        RolloutFacts still =
                Facts.pods(3, 2, 3, 2).untimed().stuck("nothing has moved").build();
        Pod running = Pods.with(DESIRED).running().build();
        assertThat(failure(still, running)).isEmpty();
        assertThat(failure(
                        still,
                        running,
                        Pods.with(DESIRED).unscheduled("no node").unseen()))
                .isPresent();
    }

    @Test
    void the_first_try_to_pull_an_image_is_no_failure_yet() {
        assertThat(failure(
                        ROLLING,
                        Pods.with(DESIRED).waiting("ErrImagePull", "timeout").build()))
                .isEmpty();
    }

    @Test
    void a_first_crash_is_no_failure_yet() {
        Pod crashed = Pods.with(DESIRED).crashed(1, "Error", "oh").restarted(1).build();
        assertThat(failure(ROLLING, crashed)).isEmpty();
    }

    @Test
    void a_crash_that_comes_again_and_again_is_a_failure_also_between_back_offs() {
        Pod crashed = Pods.with(DESIRED)
                .runningSince("2026-01-01T01:59:50Z")
                .ended(1, "Error", "oh")
                .ran("2026-01-01T01:59:00Z", "2026-01-01T01:59:40Z")
                .restarted(3)
                .build();
        assertThat(failure(ROLLING, crashed)).map(Verdict::reason).contains(Reason.CRASH_LOOP_BACK_OFF);
    }

    @Test
    void its_last_known_error_and_its_exit_code_are_reported() {
        Pod crashed = Pods.with(DESIRED)
                .waiting("CrashLoopBackOff", "back-off 10s")
                .ended(2, "Error", "starting\nreading\nregistry-exporter: /data does not exist\n")
                .build();
        assertThat(failure(ROLLING, crashed))
                .map(Verdict::message)
                .hasValueSatisfying(message -> assertThat(message)
                        .endsWith("CrashLoopBackOff: back-off 10s, exit code 2 (Error): registry-exporter: … does"
                                + " not exist"));
    }

    @Test
    void out_of_memory_in_a_crash_loop_is_reported_as_such() {
        Pod killed = Pods.with(DESIRED)
                .waiting("CrashLoopBackOff", "back-off 10s")
                .ended(137, "OOMKilled", null)
                .build();
        assertThat(failure(ROLLING, killed)).map(Verdict::reason).contains(Reason.OOM_KILLED);
    }

    @Test
    void out_of_memory_again_and_again_is_a_failure_though_it_runs_just_now() {
        assertThat(failure(ROLLING, outOfMemory().restarted(2).build())).isEmpty();
        assertThat(failure(ROLLING, outOfMemory().restarted(3).build()))
                .map(Verdict::reason)
                .contains(Reason.OOM_KILLED);
    }

    @Test
    void out_of_memory_once_a_day_is_no_failure() {
        Pod killed = Pods.with(DESIRED)
                .runningSince("2026-01-01T01:59:50Z")
                .ended(137, "OOMKilled", null)
                .ran("2025-12-31T01:50:00Z", "2026-01-01T01:59:50Z")
                .restarted(9)
                .build();
        assertThat(failure(ROLLING, killed)).isEmpty();
    }

    @Test
    void a_registry_that_fails_too_is_not_blamed_on_the_exporter() {
        Pod both = Pods.with(DESIRED)
                .waiting("CrashLoopBackOff", "back-off")
                .registryWaiting("CrashLoopBackOff")
                .build();
        assertThat(failure(ROLLING, both)).isEmpty();
        assertThat(failure(OVERDUE, both)).isEmpty();
    }

    @Test
    void an_exporter_that_runs_beside_a_registry_that_does_not_has_not_failed() {
        Pod registrys =
                Pods.with(DESIRED).running().registryWaiting("CrashLoopBackOff").build();
        assertThat(failure(OVERDUE, registrys)).isEmpty();
        assertThat(failure(
                        OVERDUE, Pods.with(DESIRED).running().registryUnready().build()))
                .isEmpty();
    }

    @Test
    void a_deadline_that_is_over_is_a_failure_with_what_its_pods_say() {
        Pod pending =
                Pods.with(DESIRED).unscheduled("0/3 nodes: too little memory").unseen();
        assertThat(failure(OVERDUE, pending))
                .contains(new Verdict(
                        Reason.PROGRESS_DEADLINE_EXCEEDED,
                        "ReplicaSet has timed out progressing.; pod registry-abc is not scheduled: 0/3 nodes: too"
                                + " little memory"));
    }

    @Test
    void a_deadline_of_a_rollout_that_somebody_else_began_is_his() {
        Pod pending = Pods.with(DESIRED).unscheduled("0/3 nodes").unseen();
        assertThat(new RolloutAssessor(
                                OVERDUE, DESIRED.applied(), new RolloutHistory(false, Set.of(), Duration.ofMinutes(2)))
                        .withPods(List.of(pending), NOW)
                        .failure())
                .isEmpty();
    }

    @Test
    void a_deadline_of_before_the_newest_spec_is_no_failure() {
        RolloutFacts earlier =
                Facts.pods(2, 1, 3, 2).unobserved().stuck("timed out").build();
        assertThat(failure(earlier, Pods.with(DESIRED).unseen())).isEmpty();
    }

    @Test
    void a_controller_that_does_not_go_on_is_quoted_and_has_its_deadline() {
        Facts facts = Facts.pods(1, 0, 1, 1).unobserved().halted("ReplicaSetCreateError: exceeded quota");
        assertThat(assess(facts.build()).verdict())
                .isEqualTo(new Verdict(Reason.ROLLOUT_STUCK, "ReplicaSetCreateError: exceeded quota"));
        assertThat(assess(facts.build()).failure()).isEmpty();
        assertThat(assess(facts.stuck("no progress for 10 minutes").build()).failure())
                .contains(new Verdict(Reason.PROGRESS_DEADLINE_EXCEEDED, "ReplicaSetCreateError: exceeded quota"));
    }

    private static RolloutAssessment assess(RolloutFacts facts) {
        return new RolloutAssessor(facts, DESIRED.applied(), new RolloutHistory(true, Set.of(), Duration.ofMinutes(2)))
                .withPods(List.of(), NOW);
    }

    @Test
    void a_pod_that_the_api_server_refuses_is_a_failure_once_none_is_left() {
        String refusal = "pods \"registry-x\" is forbidden: exceeded quota: compute";
        RolloutFacts none = Facts.pods(1, 0, 0, 0).noPodCreated(refusal).build();
        assertThat(failure(none)).contains(new Verdict(Reason.FAILED_CREATE, refusal));
        RolloutFacts oneLeft = Facts.pods(1, 0, 1, 1).noPodCreated(refusal).build();
        assertThat(failure(oneLeft)).isEmpty();
        assertThat(new RolloutAssessor(
                                oneLeft, DESIRED.applied(), new RolloutHistory(true, Set.of(), Duration.ofMinutes(2)))
                        .withPods(List.of(), NOW)
                        .verdict()
                        .message())
                .isEqualTo("in 0 of 1 pods; " + refusal);
    }

    @Test
    void a_pod_of_a_try_that_was_given_up_is_not_held_against_the_next_one() {
        Pod old = Pods.with(DESIRED).waiting("ImagePullBackOff", "why").build();
        old.getMetadata().setUid("old");
        RolloutAssessment outcome = new RolloutAssessor(
                        ROLLING, DESIRED.applied(), new RolloutHistory(true, Set.of("old"), Duration.ofMinutes(2)))
                .withPods(List.of(old), NOW);
        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.pods()).containsExactly("old");
    }

    @Test
    void restarts_of_long_ago_are_not_held_against_one_crash() {
        Pod crashed = Pods.with(DESIRED).crashed(1, "Error", "oh").restarted(9).build();
        crashed.getStatus()
                .getContainerStatuses()
                .get(1)
                .getState()
                .getTerminated()
                .setStartedAt("2025-12-01T00:00:00Z");
        assertThat(failure(ROLLING, crashed)).isEmpty();
    }

    @Test
    void a_moment_without_a_pod_is_nothing_unusual() {
        RolloutFacts none =
                Facts.pods(1, 0, 0, 0).noPodCreated("exceeded quota").build();
        assertThat(new RolloutAssessor(
                                none, DESIRED.applied(), new RolloutHistory(true, Set.of(), Duration.ofSeconds(59)))
                        .withPods(List.of(), NOW)
                        .failure())
                .isEmpty();
    }

    @Test
    void an_init_container_that_fails_is_not_the_exporter() {
        Pod pod = Pods.with(DESIRED).waiting("PodInitializing", null).build();
        pod.getStatus()
                .setInitContainerStatuses(List.of(Pods.with(DESIRED)
                        .registryWaiting("CrashLoopBackOff")
                        .build()
                        .getStatus()
                        .getContainerStatuses()
                        .get(0)));
        assertThat(failure(OVERDUE, pod)).isEmpty();
    }

    @Test
    void what_runs_has_not_failed() {
        assertThat(failure(
                        Facts.pods(1, 1, 1, 1).build(),
                        Pods.with(DESIRED).running().build()))
                .isEmpty();
    }

    private static Pods outOfMemory() {
        return Pods.with(DESIRED)
                .runningSince("2026-01-01T01:50:00Z")
                .ended(137, "OOMKilled", null)
                .ran("2026-01-01T01:40:00Z", "2026-01-01T01:50:00Z");
    }

    private static Optional<Verdict> failure(RolloutFacts facts, Pod... pods) {
        return new RolloutAssessor(facts, DESIRED.applied(), new RolloutHistory(true, Set.of(), Duration.ofMinutes(2)))
                .withPods(List.of(pods), NOW)
                .failure();
    }
}
