package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.CSIVolumeSourceBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RolloutSpec;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Pods;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.fixture.Rollouts;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DataLossTest {
    private final RegistryExporter mine = Exporters.named("mine").uid("mine").build();
    private final RegistryExporter accepting = Exporters.named("mine")
            .uid("mine")
            .dataLoss(RolloutSpec.DataLoss.ACCEPT)
            .build();

    static Stream<Volume> volumes_that_end_with_their_pod() {
        return Stream.of(
                storage().withNewEmptyDir().endEmptyDir().build(),
                storage().withNewEphemeral().endEphemeral().build(),
                storage()
                        .withCsi(new CSIVolumeSourceBuilder()
                                .withDriver("inline.example.org")
                                .build())
                        .build());
    }

    @ParameterizedTest
    @MethodSource("volumes_that_end_with_their_pod")
    void a_registry_whose_storage_ends_with_its_pod_is_not_restarted(Volume volume) {
        Decision.Wait wait =
                (Decision.Wait) Deciding.of(mine).with(registry(volume)).decision();

        assertThat(wait.why().reason()).isEqualTo(Reason.ROLLOUT_WOULD_LOSE_DATA);
        assertThat(wait.why().message()).contains(" storage, which ends with the pod", "spec.rollout.dataLoss");
        assertThat(wait.storage()).isPresent();
    }

    @Test
    void the_refusal_needs_no_request() {
        Deciding deciding = Deciding.of(mine).with(registry(emptyDir()));
        deciding.decision();
        assertThat(deciding.asked()).containsExactly(Question.STORAGE);
    }

    @Test
    void a_resource_may_accept_the_loss() {
        assertThat(Deciding.of(accepting).with(registry(emptyDir())).decision()).isInstanceOf(Decision.Inject.class);
    }

    @Test
    void a_workload_without_pods_loses_nothing() {
        Registries scaled = registry(emptyDir()).deploymentSpec(spec -> spec.setReplicas(0));
        assertThat(Deciding.of(mine).with(scaled).decision()).isInstanceOf(Decision.Inject.class);
    }

    @Test
    void an_exporter_that_is_there_already_is_not_updated() {
        RegistryExporter changed =
                Exporters.named("mine").uid("mine").image("other:2").build();
        Decision.Wait wait =
                (Decision.Wait) Deciding.of(changed).with(carrying()).decision();
        assertThat(wait.why().reason()).isEqualTo(Reason.ROLLOUT_WOULD_LOSE_DATA);
    }

    @Test
    void a_write_that_changes_no_pod_is_made() {
        Registries marked = carrying().annotation(Names.INJECTED_BY, "previous");
        assertThat(Deciding.of(mine).with(marked).decision()).isInstanceOf(Decision.Update.class);
    }

    @Test
    void an_opt_out_is_followed_and_names_the_loss() {
        Registries optedOut = carrying().annotation(Names.INJECT, "false");
        Decision.Remove remove =
                (Decision.Remove) Deciding.of(mine).with(optedOut).decision();
        assertThat(remove.loss()).contains("emptyDir storage");
    }

    @Test
    void the_deletion_of_the_resource_is_followed_and_names_the_loss() {
        Decision.Remove remove = (Decision.Remove) Deciding.of(mine)
                .with(carrying())
                .removal(new RemovalCause.ResourceDeleted(), RestartBudget.unlimited());
        assertThat(remove.loss()).contains("emptyDir storage");
    }

    @Test
    void an_exporter_that_is_not_selected_any_more_stays() {
        Registries deselected = carrying().label("app", "other");
        Decision.Wait wait = (Decision.Wait) Deciding.of(mine).with(deselected).decision();
        assertThat(wait.why().reason()).isEqualTo(Reason.ROLLOUT_WOULD_LOSE_DATA);
        assertThat(wait.why().message()).contains("the selector does not match", "opt the workload out");
    }

    @Test
    void a_failing_exporter_is_not_withdrawn() {
        Decision.Wait wait = (Decision.Wait) Deciding.of(mine)
                .with(carrying().status(Rollouts.down()), crashing())
                .decision();
        assertThat(wait.why().reason()).isEqualTo(Reason.ROLLOUT_WOULD_LOSE_DATA);
        assertThat(wait.why().message()).contains("CrashLoopBackOff");
    }

    @Test
    void a_failing_exporter_is_withdrawn_while_a_previous_pod_serves() {
        assertThat(Deciding.of(mine)
                        .with(carrying().status(Rollouts.rolling()), crashing())
                        .decision())
                .isInstanceOf(Decision.Remove.class);
    }

    @Test
    void a_volume_that_the_exporter_does_not_read_may_end_with_its_pod() {
        Registries cache = Rollouts.bare("a")
                .mount("cache", "/cache")
                .volume(new VolumeBuilder()
                        .withName("cache")
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build());
        assertThat(Deciding.of(mine).with(cache).decision()).isInstanceOf(Decision.Inject.class);
    }

    @Test
    void a_removal_of_a_persistent_storage_names_no_loss() {
        Decision.Remove remove = (Decision.Remove) Deciding.of(mine)
                .with(Rollouts.injected("a", mine, Rollouts.done()).annotation(Names.INJECT, "false"))
                .decision();
        assertThat(remove.loss()).isEmpty();
        assertThat(remove.cause().reported().map(Verdict::reason)).contains(Reason.OPTED_OUT);
    }

    private static io.fabric8.kubernetes.api.model.Pod crashing() {
        return Pods.with(Planning.desired(Exporters.named("mine").uid("mine").build(), registry(emptyDir())))
                .waiting("CrashLoopBackOff", "why")
                .build();
    }

    private Registries carrying() {
        Registries bare = registry(emptyDir());
        return bare.carrying(Planning.desired(mine, registry(emptyDir())))
                .annotation(Names.BASE, bare.workload().base());
    }

    private static Registries registry(Volume volume) {
        return Registries.deployment()
                .named("a")
                .uid("a")
                .label("app", "registry")
                .container("registry", "registry:2.8.3")
                .mount("storage", "/var/lib/registry")
                .volume(volume)
                .status(Rollouts.done());
    }

    private static Volume emptyDir() {
        return storage().withNewEmptyDir().endEmptyDir().build();
    }

    private static VolumeBuilder storage() {
        return new VolumeBuilder().withName("storage");
    }
}
