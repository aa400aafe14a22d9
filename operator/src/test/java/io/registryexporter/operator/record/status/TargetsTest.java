package io.registryexporter.operator.record.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.Injection;
import io.registryexporter.operator.decide.Question;
import io.registryexporter.operator.decide.RemovalCause;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.decide.rollout.RolloutAssessment;
import io.registryexporter.operator.execute.Result;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.Rollouts;
import io.registryexporter.operator.record.Outcome;
import io.registryexporter.operator.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

/** What the status reports of a decision and its result. */
class TargetsTest {
    private static final Verdict WHY = new Verdict(Reason.OPTED_OUT, "why");
    private static final Result NOTHING = new Result.Nothing();

    private final RegistryExporter mine = Exporters.named("mine").build();
    private final Registries bare = Rollouts.bare("a").version("1");
    private final Registries injected =
            Rollouts.injected("a", mine, Rollouts.done()).version("1");

    @Test
    void an_injection_reports_how_far_the_exporter_has_come() {
        Target target = written(new Result.Done(Rollouts.injected("a", mine, Rollouts.rolling())
                        .version("2")
                        .build()))
                .orElseThrow();
        assertThat(target.verdict().reason()).isEqualTo(Reason.ROLLOUT_IN_PROGRESS);
        assertThat(target.carriesExporter()).isTrue();
        assertThat(target.image()).isEqualTo(Planning.IMAGE);
        assertThat(target.hazard()).contains("may hang");
        assertThat(target.storage()).isPresent();
    }

    @Test
    void an_exporter_in_a_workload_of_another_operator_may_be_removed_by_it() {
        Registries harbor = Rollouts.bare("a").controlledBy("Harbor", "my-harbor");
        String owner = "Deployment a is controlled by Harbor my-harbor, whose operator may remove the exporter";
        assertThat(message(harbor, Reason.EXPORTER_RUNNING)).isEqualTo("why; " + owner);
        assertThat(message(harbor, Reason.ROLLOUT_IN_PROGRESS)).contains(owner);
        assertThat(message(harbor, Reason.REMOVED_BY_OTHER_MANAGER)).contains(owner);
        assertThat(message(harbor, Reason.OPTED_OUT)).isEqualTo("why");
        assertThat(message(Rollouts.bare("a"), Reason.EXPORTER_RUNNING)).isEqualTo("why");
    }

    @Test
    void a_verdict_that_was_read_from_the_status_does_not_grow() {
        Workload harbor = Rollouts.bare("a").controlledBy("Harbor", "my-harbor").workload();
        String once = Target.without(harbor, new Verdict(Reason.REMOVED_BY_OTHER_MANAGER, "why"))
                .status()
                .message();
        String twice = Target.without(harbor, new Verdict(Reason.REMOVED_BY_OTHER_MANAGER, once))
                .status()
                .message();
        assertThat(twice).isEqualTo(once);
    }

    private static String message(Registries registries, Reason reason) {
        return Target.without(registries.workload(), new Verdict(reason, "why"))
                .status()
                .message();
    }

    @Test
    void an_injection_that_restarts_nothing_has_no_hazard() {
        assertThat(written(new Result.Done(injected.build())))
                .flatMap(Target::hazard)
                .isEmpty();
    }

    @Test
    void an_injection_that_was_refused_reports_the_storage_that_was_found() {
        Target target = written(new Result.Rejected("no")).orElseThrow();
        assertThat(target.verdict()).isEqualTo(new Verdict(Reason.APPLY_REJECTED, "no"));
        assertThat(target.carriesExporter()).isFalse();
        assertThat(target.storage()).isPresent();
    }

    @Test
    void a_workload_that_is_gone_is_no_target() {
        assertThat(written(new Result.Gone())).isEmpty();
    }

    @Test
    void a_removal_reports_its_cause_and_what_is_not_tried_again() {
        RemovalCause failed = new RemovalCause.Failed(
                new Verdict(Reason.OOM_KILLED, "out of memory"), new InjectionFingerprint("abc"), Set.of());
        Target target = of(injected, new Decision.Remove(failed), new Result.Done(bare.build()))
                .orElseThrow();
        assertThat(target.verdict().reason()).isEqualTo(Reason.OOM_KILLED);
        assertThat(target.carriesExporter()).isFalse();
        assertThat(target.status().attempt()).isEqualTo("abc");
    }

    @Test
    void after_the_removal_for_a_deleted_resource_there_is_no_target() {
        Decision removal = new Decision.Remove(new RemovalCause.ResourceDeleted());
        assertThat(of(injected, removal, new Result.Done(bare.build()))).isEmpty();
    }

    @Test
    void a_removal_that_failed_reports_the_exporter_that_is_still_there() {
        Target target = of(
                        injected,
                        new Decision.Remove(new RemovalCause.NotWanted(WHY)),
                        new Result.Shared(Set.of("helm")))
                .orElseThrow();
        assertThat(target.verdict().reason()).isEqualTo(Reason.OWNED_BY_OTHER_MANAGER);
        assertThat(target.carriesExporter()).isTrue();
        assertThat(target.image()).isEqualTo(Planning.IMAGE);
    }

    @Test
    void a_withdrawal_that_leaves_an_annotation_of_another_manager_is_not_tried_again_either() {
        RemovalCause failed = new RemovalCause.Failed(
                new Verdict(Reason.OOM_KILLED, "out of memory"), new InjectionFingerprint("abc"), Set.of());
        Registries marked =
                Rollouts.bare("a").annotation(Names.INJECTED_BY, "mine").version("2");
        Target target = of(injected, new Decision.Remove(failed), new Result.Done(marked.build()))
                .orElseThrow();
        assertThat(target.verdict().reason()).isEqualTo(Reason.OOM_KILLED);
        assertThat(target.status().attempt()).isEqualTo("abc");
    }

    @Test
    void what_is_left_behind_is_still_there() {
        Target target = of(injected.managed("helm", "Update", Names.CONTAINER), new Decision.LeaveBehind(WHY), NOTHING)
                .orElseThrow();
        assertThat(target.carriesExporter()).isTrue();
    }

    @Test
    void a_workload_that_waits_keeps_what_it_carries() {
        Decision wait = Decision.Wait.because(WHY);
        assertThat(of(injected, wait, NOTHING)).map(Target::image).contains(Planning.IMAGE);
        assertThat(of(bare, wait, NOTHING)).map(Target::carriesExporter).contains(false);
    }

    @Test
    void deleted_pods_are_reported_as_the_workload_that_waited_for_them() {
        Decision delete = new Decision.DeletePods(List.of(), new Decision.Skip(WHY, Optional.empty()));
        assertThat(of(bare, delete, new Result.PodsDeleted(List.of("a-0"), Map.of())))
                .map(Target::verdict)
                .contains(WHY);
    }

    @Test
    void a_question_is_no_outcome() {
        Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> of(bare, new Decision.Ask(Question.PODS, Optional.empty()), NOTHING))
                .withMessageContaining("PODS");
    }

    private Optional<Target> written(Result result) {
        Injection injection = new Injection(
                Planning.storage(mine, Registries.usual()),
                Planning.desired(mine, Registries.usual()),
                Optional.of("may hang"));
        Verdict progress = new Verdict(Reason.ROLLOUT_IN_PROGRESS, "in 0 of 1 pods");
        return Targets.of(new Outcome(
                Optional.of(mine),
                bare.workload(),
                new Decision.Inject(injection),
                result,
                Optional.of(new RolloutAssessment(progress, Optional.empty(), Set.of()))));
    }

    private Optional<Target> of(Registries registries, Decision decision, Result result) {
        return Targets.of(new Outcome(Optional.of(mine), registries.workload(), decision, result, Optional.empty()));
    }
}
