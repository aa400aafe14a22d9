package io.registryexporter.operator.memory;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.SettableClock;
import io.registryexporter.operator.plan.Attempt;
import io.registryexporter.operator.plan.DesiredWorkload;
import io.registryexporter.operator.plan.Verdict;
import io.registryexporter.operator.status.Target;
import io.registryexporter.operator.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Somebody undoes again and again what the operator writes. */
class FightsTest {
    private static final DesiredWorkload DESIRED = new DesiredWorkload(
            Map.of(), Map.of(Names.APPLIED, "exporter"), JsonNodeFactory.instance.objectNode(), "exporter:1");

    private final SettableClock clock = new SettableClock();
    private final Fights fights = new Fights(clock);
    private final RegistryExporter mine = Exporters.named("mine").build();
    private long generation = 1;

    @Test
    void whoever_has_undone_it_three_times_in_ten_minutes_is_named_and_left_alone() {
        Optional<Verdict> verdict = fight("kubectl-replace");

        assertThat(verdict).map(Verdict::reason).contains(Reason.REMOVED_BY_OTHER_MANAGER);
        assertThat(verdict)
                .map(Verdict::message)
                .hasValueSatisfying(message -> assertThat(message)
                        .contains("field manager kubectl-replace")
                        .contains("Helm, Argo CD, Flux")
                        .contains("registryexporter.io/retry"));
        assertThat(fights.before(mine, undone("kubectl-replace"), DESIRED)).isPresent();
    }

    @Test
    void a_second_operator_is_named_as_one() {
        assertThat(fight(Names.FIELD_MANAGER))
                .map(Verdict::message)
                .hasValueSatisfying(
                        message -> assertThat(message).contains("another registry-exporter-operator wrote"));
    }

    @Test
    void it_is_not_over_by_itself() {
        fight("argocd");
        clock.pass(Duration.ofDays(1));
        assertThat(fights.before(mine, undone("argocd"), DESIRED)).isPresent();
    }

    @Test
    void the_annotation_begins_again_on_either_object() {
        fight("argocd");
        Workload asked = registry("argocd").annotation(Names.RETRY, "now").workload();
        assertThat(fights.before(mine, asked, DESIRED)).isEmpty();
    }

    @Test
    void a_new_spec_of_the_resource_begins_again() {
        fight("argocd");
        RegistryExporter changed = Exporters.named("mine").generation(2L).build();
        assertThat(fights.before(changed, undone("argocd"), DESIRED)).isEmpty();
    }

    @Test
    void a_process_that_has_just_begun_heeds_what_the_status_says() {
        Workload workload = undone("argocd");
        assertThat(fights.before(told(Attempt.asked(mine, workload)), workload, DESIRED))
                .contains(new Verdict(Reason.REMOVED_BY_OTHER_MANAGER, "by argocd"));
        assertThat(new Fights(clock).before(told(new Attempt("of another spec")), workload, DESIRED))
                .isEmpty();
    }

    @Test
    void what_the_operator_has_taken_back_itself_was_not_undone() {
        for (int i = 0; i < 9; i++) {
            assertThat(fights.before(mine, undone("argocd"), DESIRED)).isEmpty();
            Workload written = undone(Names.FIELD_MANAGER);
            fights.written(written, DESIRED);
            fights.forget(written);
        }
    }

    @Test
    void workloads_that_are_gone_are_forgotten() {
        fight("argocd");
        fights.retain(Set.of("other"));
        assertThat(fights.before(mine, undone("argocd"), DESIRED)).isEmpty();
    }

    private RegistryExporter told(Attempt attempt) {
        Target target = new Target(
                undone("argocd").id(),
                "uid-1",
                new Verdict(Reason.REMOVED_BY_OTHER_MANAGER, "by argocd"),
                false,
                Optional.empty(),
                "",
                Optional.empty(),
                attempt.digest());
        return Exporters.named("mine")
                .status(new RegistryExporterStatus(1L, 1, 0, 0, List.of(), List.of(target.status())))
                .build();
    }

    private Optional<Verdict> fight(String manager) {
        Optional<Verdict> verdict = Optional.empty();
        for (int i = 0; i < 3; i++) {
            assertThat(verdict).isEmpty();
            fights.written(undone(Names.FIELD_MANAGER), DESIRED);
            verdict = fights.before(mine, undone(manager), DESIRED);
        }
        return verdict;
    }

    private Workload undone(String manager) {
        return registry(manager).workload();
    }

    private Registries registry(String manager) {
        return Registries.usual()
                .generation(++generation)
                .version(String.valueOf(generation))
                .managed(new ManagedFieldsEntryBuilder()
                        .withManager(manager)
                        .withOperation("Update")
                        .withTime("2026-01-01T00:00:02Z")
                        .build())
                .managed(new ManagedFieldsEntryBuilder()
                        .withManager("kube-controller-manager")
                        .withOperation("Update")
                        .withSubresource("status")
                        .withTime("2026-01-01T00:00:03Z")
                        .build());
    }
}
