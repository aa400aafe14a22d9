package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.Rollouts;
import io.registryexporter.operator.workload.Workload;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Another field manager undoes again and again what the operator writes. */
class OverwriteTest {
    private final RegistryExporter mine = Exporters.named("mine").build();
    private final Deciding deciding = Deciding.of(mine);
    private long version = 1;

    @Test
    void a_manager_that_undoes_it_three_times_is_named_and_given_in_to() {
        Decision.Wait wait = overwritten("kubectl-replace");

        assertThat(wait.why().reason()).isEqualTo(Reason.REMOVED_BY_OTHER_MANAGER);
        assertThat(wait.why().message())
                .contains("field manager kubectl-replace")
                .contains("https://", "/docs/operator/gitops.md")
                .contains("registryexporter.io/retry");
        assertThat(wait.notTriedAgain()).isPresent();
        assertThat(deciding.decision()).isEqualTo(wait);
    }

    @Test
    void a_second_operator_is_named_as_one() {
        assertThat(overwritten(Names.FIELD_MANAGER).why().message())
                .contains("another registry-exporter-operator wrote");
    }

    @Test
    void a_manager_that_undoes_it_slowly_is_given_in_to_as_well() {
        for (int i = 0; i < 3; i++) {
            write();
            deciding.pass(Duration.ofSeconds(316)).with(bare("harbor-operator"));
            assertThat(deciding.decision()).isInstanceOf(i < 2 ? Decision.Inject.class : Decision.Wait.class);
        }
    }

    @Test
    void an_owner_that_replaces_the_workload_with_each_release_keeps_its_exporter() {
        for (int i = 0; i < 9; i++) {
            write();
            deciding.pass(Duration.ofDays(1)).with(bare("helm").podAnnotation("release", String.valueOf(i)));
            assertThat(deciding.decision()).isInstanceOf(Decision.Inject.class);
        }
    }

    @Test
    void it_is_not_over_by_itself() {
        Decision.Wait wait = overwritten("argocd");
        assertThat(deciding.pass(Duration.ofDays(1)).with(bare("argocd")).decision())
                .isEqualTo(wait);
    }

    @Test
    void the_annotation_begins_again_on_the_workload() {
        Decision.Wait unused = overwritten("argocd");
        assertThat(deciding.with(bare("argocd").annotation(Names.RETRY, "now")).decision())
                .isInstanceOf(Decision.Inject.class);
    }

    @Test
    void a_new_spec_of_the_resource_begins_again() {
        Decision.Wait unused = overwritten("argocd");
        assertThat(deciding.changed(Exporters.named("mine").generation(2L).build())
                        .decision())
                .isInstanceOf(Decision.Inject.class);
    }

    @Test
    void a_process_that_has_just_begun_heeds_what_the_status_reports() {
        InjectionFingerprint asked =
                InjectionFingerprint.ofRequest(mine, bare("argocd").workload());
        Decision.Wait wait = (Decision.Wait)
                Deciding.of(reporting(asked)).with(bare("argocd")).decision();
        assertThat(wait.why().message()).isEqualTo("by argocd");
    }

    @Test
    void what_the_status_reports_of_another_spec_is_not_heeded() {
        assertThat(Deciding.of(reporting(new InjectionFingerprint("of another spec")))
                        .with(bare("argocd"))
                        .decision())
                .isInstanceOf(Decision.Inject.class);
    }

    @Test
    void what_the_operator_has_removed_itself_was_not_undone() {
        for (int i = 0; i < 9; i++) {
            deciding.with(bare("argocd"));
            assertThat(deciding.decision()).isInstanceOf(Decision.Inject.class);
            write();
            Workload removed = bare("argocd").workload();
            deciding.remembering(
                    bare("argocd"), history -> history.removed("", removed, Set.of(), false, deciding.now()));
        }
    }

    private Decision.Wait overwritten(String manager) {
        for (int i = 0; i < 3; i++) {
            deciding.with(bare(manager));
            assertThat(deciding.decision()).isInstanceOf(Decision.Inject.class);
            write();
            deciding.with(bare(manager));
        }
        return (Decision.Wait) deciding.decision();
    }

    /** The operator writes; the workload is at that version then. */
    private void write() {
        Registries written = Rollouts.injected("a", mine, Rollouts.done())
                .generation(++version)
                .version(String.valueOf(version));
        deciding.remembering(
                written,
                history -> history.injected(
                        "mine",
                        written.workload(),
                        written.workload().podsApplied(),
                        Optional.empty(),
                        "",
                        deciding.now()));
    }

    private Registries bare(String manager) {
        return Rollouts.bare("a")
                .generation(++version)
                .version(String.valueOf(version))
                .managed(new ManagedFieldsEntryBuilder()
                        .withManager(manager)
                        .withOperation("Update")
                        .withTime("2026-01-01T00:00:02Z")
                        .build());
    }

    private static RegistryExporter reporting(InjectionFingerprint fingerprint) {
        return Exporters.named("mine")
                .status(new RegistryExporterStatus(
                        1L,
                        1,
                        0,
                        0,
                        List.of(),
                        List.of(new WorkloadStatus(
                                "Deployment",
                                "a",
                                WorkloadState.CONFLICT,
                                Reason.REMOVED_BY_OTHER_MANAGER.toString(),
                                "by argocd",
                                "",
                                "",
                                "",
                                "",
                                fingerprint.value()))))
                .build();
    }
}
