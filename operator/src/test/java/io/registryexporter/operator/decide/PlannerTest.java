package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.decide.Plan.Inject;
import io.registryexporter.operator.decide.Plan.Keep;
import io.registryexporter.operator.decide.Plan.Postpone;
import io.registryexporter.operator.decide.Plan.Remove;
import io.registryexporter.operator.decide.Plan.Skip;
import io.registryexporter.operator.decide.Plan.StayWithdrawn;
import io.registryexporter.operator.decide.Plan.Update;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.workload.Withdrawal;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What is done about a workload, and why. */
class PlannerTest {
    private final RegistryExporter mine = Exporters.named("mine").build();

    @Test
    void a_registry_without_an_exporter_gets_one() {
        Inject inject = (Inject) Planning.of(mine).plan(Registries.usual());
        assertThat(inject.storage().path()).isEqualTo("/var/lib/registry/docker/registry/v2");
        assertThat(inject.desired().image()).isEqualTo(Planning.IMAGE);
    }

    @Test
    void a_registry_that_carries_what_is_wanted_is_left_alone() {
        assertThat(Planning.of(mine).plan(Planning.injected(mine))).isInstanceOf(Keep.class);
    }

    @Test
    void a_changed_resource_updates() {
        RegistryExporter changed = Exporters.named("mine").scanInterval("5m").build();
        assertThat(Planning.of(changed).plan(Planning.injected(mine))).isInstanceOf(Update.class);
    }

    @Test
    void a_container_that_somebody_has_changed_is_updated() {
        assertThat(planAfter(container -> container.setImage("elsewhere:1"))).isInstanceOf(Update.class);
    }

    @Test
    void a_container_that_somebody_has_taken_away_is_updated() {
        Registries stripped =
                Registries.usual().annotation(Names.INJECTED_BY, "mine").annotation(Names.APPLIED, "0123456789abcdef");
        assertThat(Planning.of(mine).plan(stripped)).isInstanceOf(Update.class);
    }

    @Test
    void a_marker_of_another_resource_is_updated() {
        Registries others = Planning.injected(Exporters.named("other").build());
        assertThat(Planning.of(mine).plan(others)).isInstanceOf(Update.class);
    }

    @Test
    void an_option_that_is_left_out_now_is_noticed_by_the_fingerprint() {
        RegistryExporter before = Exporters.named("mine").env("GONE", "1").build();
        assertThat(Planning.of(mine).plan(Planning.injected(before))).isInstanceOf(Update.class);
    }

    @Test
    void what_others_have_added_is_left_alone() {
        assertThat(planAfter(container -> container.setTerminationMessagePath("/dev/termination-log")))
                .isInstanceOf(Keep.class);
        assertThat(Planning.of(mine).plan(Planning.injected(mine).annotation("team", "storage")))
                .isInstanceOf(Keep.class);
    }

    @Test
    void what_admission_made_of_the_last_write_is_not_fought() {
        Container byAdmission = new ContainerBuilder(
                        Planning.injected(mine).workload().exporter().orElseThrow())
                .withImagePullPolicy("Always")
                .build();
        assertThat(planAfter(container -> container.setImagePullPolicy("Always")))
                .isInstanceOf(Update.class);
        assertThat(planAfterAccepting(byAdmission, container -> container.setImagePullPolicy("Always")))
                .isInstanceOf(Keep.class);
        assertThat(planAfterAccepting(byAdmission, container -> container.setImage("elsewhere:1")))
                .isInstanceOf(Update.class);
    }

    @Test
    void a_port_that_the_registry_has_without_declaring_it_is_in_use() {
        RegistryExporter taking = Exporters.named("mine").port(5000).build();
        assertSkipped(Planning.of(taking).plan(Registries.usual()), Reason.PORT_IN_USE);
    }

    @Test
    void scrape_annotations_that_are_missing_are_updated() {
        RegistryExporter scraped = Exporters.named("mine").scrapeAnnotations().build();
        Registries injected = Planning.injected(scraped).podAnnotation("prometheus.io/port", "9");
        assertThat(Planning.of(scraped).plan(Planning.injected(scraped))).isInstanceOf(Keep.class);
        assertThat(Planning.of(scraped).plan(injected)).isInstanceOf(Update.class);
        assertThat(Planning.of(scraped)
                        .plan(Planning.injected(scraped)
                                .deploymentSpec(spec -> spec.getTemplate().setMetadata(null))))
                .isInstanceOf(Update.class);
    }

    @Test
    void a_pod_that_changes_its_image_to_version_3_updates_the_exporter() {
        Registries upgraded = Registries.deployment()
                .container("registry", "registry:3.0.0")
                .mount("storage", "/var/lib/registry")
                .pvc("storage")
                .carrying(Planning.desired(mine, Registries.usual()));
        assertThat(Planning.of(mine).plan(upgraded)).isInstanceOf(Update.class);
    }

    @Test
    void an_exporter_by_hand_is_left_alone() {
        Registries byHand = Registries.usual()
                .container("registry-exporter", "someone/docker-registry-exporter:1")
                .port(8080);
        assertSkipped(Planning.of(mine).plan(byHand), Reason.ALREADY_PRESENT);
    }

    @Test
    void a_second_exporter_by_hand_takes_the_operators_away() {
        Registries both = Planning.injected(mine).container("metrics", "someone/docker-registry-exporter:1");
        assertTakenBack(Planning.of(mine).plan(both), Reason.ALREADY_PRESENT);
    }

    @Test
    void a_port_in_use_is_reported() {
        assertSkipped(Planning.of(mine).plan(Registries.usual().port(8080)), Reason.PORT_IN_USE);
        RegistryExporter other = Exporters.named("mine").port(9090).build();
        assertThat(Planning.of(other).plan(Registries.usual().port(8080))).isInstanceOf(Inject.class);
    }

    @Test
    void a_pod_without_a_registry_is_skipped() {
        Registries web = Registries.deployment().container("web", "nginx:1");
        assertSkipped(Planning.of(mine).plan(web), Reason.NO_REGISTRY_CONTAINER);
    }

    @Test
    void a_pod_with_two_registries_is_skipped() {
        Registries two = Registries.usual().container("mirror", "registry:2");
        assertSkipped(Planning.of(mine).plan(two), Reason.AMBIGUOUS_REGISTRY_CONTAINER);
    }

    @Test
    void object_storage_is_skipped() {
        Registries s3 = Registries.usual().env("REGISTRY_STORAGE", "s3");
        assertSkipped(Planning.of(mine).plan(s3), Reason.NOT_FILESYSTEM);
    }

    @Test
    void a_registry_that_moves_to_object_storage_loses_its_exporter() {
        Registries moved =
                Registries.usual().env("REGISTRY_STORAGE", "s3").carrying(Planning.desired(mine, Registries.usual()));
        assertTakenBack(Planning.of(mine).plan(moved), Reason.NOT_FILESYSTEM);
    }

    @Test
    void a_registry_without_a_volume_is_skipped() {
        Registries registry = Registries.deployment().container("registry", "registry:2");
        assertSkipped(Planning.of(mine).plan(registry), Reason.NO_SHARED_VOLUME);
    }

    @Test
    void a_storage_that_cannot_be_known_is_skipped() {
        assertSkipped(Planning.of(mine).unreadable("settings").plan(configured()), Reason.STORAGE_UNKNOWN);
    }

    @Test
    void a_storage_that_cannot_be_known_any_more_keeps_its_exporter() {
        Registries injected = configured().carrying(Planning.desired(mine, Registries.usual()));
        Postpone hold = (Postpone) Planning.of(mine).unreadable("settings").plan(injected);
        assertThat(hold.why().reason()).isEqualTo(Reason.STORAGE_UNKNOWN);
    }

    @Test
    void every_verdict_says_something() {
        assertThat(((Skip) Planning.of(mine).plan(Registries.deployment()))
                        .why()
                        .message())
                .isNotBlank();
    }

    private static Registries configured() {
        return Registries.usual().mount("config", "/etc/docker/registry").configMap("config", "settings");
    }

    private Plan planAfter(Consumer<Container> change) {
        return Planning.of(mine).plan(changed(change));
    }

    private Plan planAfterAccepting(Container accepted, Consumer<Container> change) {
        return Planning.of(mine).accepted(accepted).plan(changed(change));
    }

    private Registries changed(Consumer<Container> change) {
        return Planning.injected(mine)
                .deploymentSpec(spec -> spec.getTemplate().getSpec().getContainers().stream()
                        .filter(container -> Names.CONTAINER.equals(container.getName()))
                        .forEach(change));
    }

    private static void assertSkipped(Plan plan, Reason reason) {
        assertThat(plan).isInstanceOf(Skip.class);
        assertThat(((Skip) plan).why().reason()).isEqualTo(reason);
    }

    private static void assertTakenBack(Plan plan, Reason reason) {
        assertThat(plan).isInstanceOf(Remove.class);
        assertThat(((Remove) plan).why().reason()).isEqualTo(reason);
    }

    @Test
    void what_was_withdrawn_is_not_tried_again_and_says_why() {
        Plan plan = Planning.of(mine).plan(withdrawn(attempt(mine).value()));
        assertThat(plan)
                .isEqualTo(new StayWithdrawn(
                        new Verdict(Reason.CRASH_LOOP_BACK_OFF, "exit code 1; the exporter was withdrawn"),
                        attempt(mine)));
    }

    @Test
    void a_note_that_somebody_has_taken_off_the_workload_stands_in_the_status_too() {
        RegistryExporter reporting = Exporters.named("mine")
                .status(new RegistryExporterStatus(
                        1L,
                        1,
                        0,
                        0,
                        List.of(),
                        List.of(new WorkloadStatus(
                                "Deployment",
                                "registry",
                                WorkloadState.WITHDRAWN,
                                "OOMKilled",
                                "why",
                                "",
                                "",
                                "",
                                "",
                                attempt(mine).value()))))
                .build();
        assertThat(Planning.of(reporting).plan(Registries.usual()))
                .isEqualTo(new StayWithdrawn(new Verdict(Reason.OOM_KILLED, "why"), attempt(mine)));
    }

    @Test
    void what_was_withdrawn_is_tried_again_when_something_is_new() {
        assertThat(Planning.of(mine).plan(withdrawn("another attempt"))).isInstanceOf(Inject.class);
    }

    @Test
    void a_note_of_a_withdrawal_that_somebody_has_spoilt_is_no_hindrance() {
        assertThat(Planning.of(mine).plan(Registries.usual().annotation(Names.WITHDRAWN, "{no json")))
                .isInstanceOf(Inject.class);
    }

    @Test
    void a_note_of_a_withdrawal_goes_with_the_opt_out() {
        Registries optedOut = withdrawn(attempt(mine).value()).annotation(Names.INJECT, "false");
        assertThat(Planning.of(mine).plan(optedOut)).isInstanceOf(Remove.class);
    }

    private static Registries withdrawn(String attempt) {
        return Registries.usual()
                .annotation(
                        Names.WITHDRAWN,
                        new Withdrawal(attempt, "CrashLoopBackOff", "exit code 1; the exporter was withdrawn").text());
    }

    private static InjectionFingerprint attempt(RegistryExporter resource) {
        return InjectionFingerprint.of(
                resource, Registries.usual().workload(), Planning.desired(resource, Registries.usual()));
    }
}
