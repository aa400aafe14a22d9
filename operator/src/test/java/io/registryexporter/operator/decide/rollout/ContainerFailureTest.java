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
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which containers count as an exporter that does not start. */
class ContainerFailureTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");
    private static final DesiredWorkload DESIRED =
            Desired.of(Exporters.named("mine").build());

    private final Pod running = Pods.with(DESIRED).running().build();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ImagePullBackOff",
                "ErrImagePull",
                "ErrImageNeverPull",
                "InvalidImageName",
                "CrashLoopBackOff",
                "CreateContainerError",
                "CreateContainerConfigError",
                "RunContainerError"
            })
    void a_container_that_cannot_start_fails(String reason) {
        Pod failing = Pods.with(DESIRED).waiting(reason, "why").build();
        assertThat(verdict(facts(1, 2, 2))
                        .withPods(List.of(running, failing), NOW)
                        .verdict())
                .isEqualTo(new Verdict(
                        Reason.EXPORTER_NOT_STARTING,
                        "container registry-exporter of pod registry-abc: " + reason + ": why"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ContainerCreating", "PodInitializing", ""})
    void a_container_that_is_about_to_start_does_not_fail(String reason) {
        Pod starting = Pods.with(DESIRED).waiting(reason, null).build();
        assertThat(verdict(facts(1, 2, 2))
                        .withPods(List.of(starting), NOW)
                        .verdict()
                        .reason())
                .isEqualTo(Reason.ROLLOUT_IN_PROGRESS);
    }

    @Test
    void a_container_that_waits_without_a_reason_does_not_fail() {
        Pod starting = Pods.with(DESIRED).waiting(null, null).build();
        assertThat(verdict(facts(1, 2, 2))
                        .withPods(List.of(starting), NOW)
                        .verdict()
                        .reason())
                .isEqualTo(Reason.ROLLOUT_IN_PROGRESS);
    }

    @Test
    void a_failure_reports_how_the_container_ended_and_its_message() {
        Pod crashed = Pods.with(DESIRED)
                .waiting("CrashLoopBackOff", "back-off 10s")
                .ended(2, "Error", "registry-exporter: /data does not exist\n")
                .build();
        assertThat(verdict(facts(1, 2, 2))
                        .withPods(List.of(crashed), NOW)
                        .verdict()
                        .message())
                .endsWith("CrashLoopBackOff: back-off 10s, exit code 2 (Error): registry-exporter: … does not exist");
    }

    @Test
    void a_failure_without_a_message_reports_the_exit_code() {
        Pod crashed = Pods.with(DESIRED)
                .waiting("CrashLoopBackOff", null)
                .ended(3, null, null)
                .build();
        assertThat(verdict(facts(1, 2, 2))
                        .withPods(List.of(crashed), NOW)
                        .verdict()
                        .message())
                .endsWith(": CrashLoopBackOff, exit code 3");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            137 | ended by SIGKILL, by the kernel or the kubelet, often because the memory of the pod or the node is used up
            143 | ended by SIGTERM: it was asked to stop, such as by the kubelet after its liveness probe failed
            139 | ended by SIGSEGV: the program crashed
            134 | ended by SIGABRT: the program crashed
            132 | ended by SIGILL: its image may be for another processor
            159 | ended by signal 31
            """)
    void a_container_that_a_signal_ended_is_not_explained_by_its_last_output(int exitCode, String cause) {
        Pod killed = Pods.with(DESIRED)
                .crashed(exitCode, "Error", "OpenJDK 64-Bit Server VM warning: Options -Xverify:none\n")
                .build();
        assertThat(verdict(facts(1, 2, 2))
                        .withPods(List.of(killed), NOW)
                        .verdict()
                        .message())
                .endsWith(": exit code " + exitCode + " (Error): " + cause);
    }

    @Test
    void a_known_error_of_the_exporter_explains_more_than_the_signal() {
        Pod killed = Pods.with(DESIRED)
                .crashed(137, "Error", "registry-exporter: the memory is too small\n")
                .build();
        assertThat(verdict(facts(1, 2, 2))
                        .withPods(List.of(killed), NOW)
                        .verdict()
                        .message())
                .endsWith(": exit code 137 (Error): registry-exporter: the memory is too small");
    }

    @Test
    void a_container_that_has_just_crashed_fails() {
        Pod crashed = Pods.with(DESIRED).crashed(1, "Error", "no such file\n").build();
        assertThat(verdict(facts(2, 2, 1))
                        .withPods(List.of(running, crashed), NOW)
                        .verdict())
                .isEqualTo(new Verdict(
                        Reason.EXPORTER_NOT_STARTING,
                        "container registry-exporter of pod registry-abc: exit code 1 (Error): the container's"
                                + " message is"
                                + " not shown here; see kubectl logs registry-abc -c registry-exporter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Error", "Completed", "OOMKilled", "DeadlineExceeded", "eyJhbGciOi.J9", ""})
    void what_another_image_prints_comes_into_no_verdict(String reason) {
        Pod crashed = Pods.with(DESIRED)
                .crashed(1, reason, "registry-exporter: eyJhbGciOi.J9\n")
                .build();
        assertThat(verdict(facts(2, 2, 1))
                        .withPods(List.of(crashed), NOW)
                        .verdict()
                        .message())
                .contains("exit code 1")
                .doesNotContain("eyJhbGciOi");
    }

    @Test
    void the_runtimes_message_about_a_container_that_never_ran_is_reported() {
        Pod crashed = Pods.with(DESIRED)
                .crashed(128, "StartError", "failed to create containerd task:\nexec format error")
                .build();
        assertThat(verdict(facts(2, 2, 1))
                        .withPods(List.of(crashed), NOW)
                        .verdict()
                        .message())
                .endsWith("exit code 128 (StartError): failed to create containerd task: exec format error");
    }

    @Test
    void a_container_that_has_ended_without_an_error_does_not_fail() {
        Pod ended = Pods.with(DESIRED).crashed(0, "Completed", null).build();
        assertThat(verdict(facts(2, 2, 1))
                        .withPods(List.of(running, ended), NOW)
                        .verdict()
                        .reason())
                .isEqualTo(Reason.ROLLOUT_IN_PROGRESS);
    }

    @Test
    void a_container_that_runs_again_after_a_crash_fails_until_it_has_lasted_a_minute() {
        Pod again = Pods.with(DESIRED)
                .runningSince("2026-01-01T00:09:30Z")
                .ended(137, "OOMKilled", null)
                .build();
        RolloutAssessor verdict = verdict(facts(2, 2, 2));
        assertThat(verdict.withPods(List.of(running, again), NOW).verdict())
                .isEqualTo(new Verdict(
                        Reason.EXPORTER_NOT_STARTING,
                        "container registry-exporter of pod registry-abc: started again; previously exit code 137"
                                + " (OOMKilled)"));
        assertThat(verdict.withPods(List.of(running, again), NOW.plusSeconds(30))
                        .verdict())
                .isEqualTo(new Verdict(Reason.EXPORTER_RUNNING, "in 2 pods"));
    }

    @Test
    void a_container_that_was_restarted_on_request_does_not_fail() {
        Pod again = Pods.with(DESIRED)
                .runningSince("2026-01-01T00:09:30Z")
                .ended(0, "Completed", null)
                .build();
        assertThat(verdict(facts(2, 2, 2))
                        .withPods(List.of(running, again), NOW)
                        .verdict()
                        .reason())
                .isEqualTo(Reason.EXPORTER_RUNNING);
    }

    @Test
    void a_start_of_an_unknown_time_is_not_held_against_it() {
        Pod again =
                Pods.with(DESIRED).runningSince("soon").ended(1, "Error", null).build();
        assertThat(verdict(facts(2, 2, 2))
                        .withPods(List.of(running, again), NOW)
                        .verdict()
                        .reason())
                .isEqualTo(Reason.EXPORTER_RUNNING);
    }

    private static RolloutAssessor verdict(RolloutFacts facts) {
        return new RolloutAssessor(
                facts, DESIRED.applied(), new RolloutHistory(false, Set.of(), Duration.ofMinutes(2)));
    }

    /** Of two replicas. */
    private static RolloutFacts facts(int updated, int total, int available) {
        return Facts.pods(2, updated, total, available).build();
    }
}
