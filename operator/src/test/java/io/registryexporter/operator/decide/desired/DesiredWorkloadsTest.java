package io.registryexporter.operator.decide.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Registries;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** All that the operator wants to own of a workload, and its fingerprint. */
class DesiredWorkloadsTest {

    @Test
    void the_marker_names_the_resource() {
        assertThat(Planning.desired(exporter -> exporter).annotations())
                .containsOnlyKeys(Names.INJECTED_BY)
                .containsEntry(Names.INJECTED_BY, "mine");
    }

    @Test
    void the_fingerprint_is_short_and_always_the_same() {
        Set<String> fingerprints = new HashSet<>();
        for (int i = 0; i < 20; i++) {
            fingerprints.add(fingerprint(exporter -> exporter.scrapeAnnotations()
                    .env("A", "1")
                    .env("B", "2")
                    .resources(new ResourceRequirementsBuilder()
                            .addToLimits("cpu", new Quantity("1"))
                            .addToLimits("memory", new Quantity("1Gi"))
                            .build())));
        }
        assertThat(fingerprints).singleElement().asString().matches("[0-9a-f]{16}");
    }

    @Test
    void the_fingerprint_does_not_depend_on_what_others_have_in_the_pod() {
        Registries crowded = Registries.usual()
                .container("proxy", "nginx:1")
                .podAnnotation("checksum/config", "1")
                .label("tier", "storage");
        assertThat(Planning.desired(Exporters.named("mine").build(), crowded).podAnnotations())
                .isEqualTo(Planning.desired(exporter -> exporter).podAnnotations());
    }

    @Test
    void every_change_of_what_is_wanted_changes_the_fingerprint() {
        List<UnaryOperator<Exporters>> changes = List.of(
                exporter -> exporter,
                exporter -> exporter.image("other:1"),
                exporter -> exporter.port(9100),
                exporter -> exporter.scanInterval("5m"),
                exporter -> exporter.args("--metrics.per-tag=false"),
                exporter -> exporter.env("A", "1"),
                exporter -> exporter.env("A", "2"),
                exporter -> exporter.scrapeAnnotations(),
                exporter -> exporter.registry("registry", "/var/lib/registry/images"));
        assertThat(changes.stream().map(DesiredWorkloadsTest::fingerprint)).doesNotHaveDuplicates();
    }

    /** These are the fingerprints of 1.0: with another one, an update of the operator restarts each registry. */
    @Test
    void an_update_of_the_operator_restarts_no_registry_whose_exporter_stays_the_same() {
        UnaryOperator<SecurityContextBuilder> sameAsPod =
                context -> context.withRunAsUser(1000L).withRunAsGroup(2000L);
        assertThat(List.of(
                        applied(Registries.usual()),
                        applied(Registries.usual().podUser(1000L)),
                        applied(Registries.usual().security(context -> context.withRunAsUser(0L))),
                        applied(Registries.usual()
                                .security(sameAsPod)
                                .podSecurity(pod -> pod.withRunAsUser(1000L)
                                        .withRunAsGroup(2000L)
                                        .withFsGroup(2000L)))))
                .containsOnly("25b08ea07637bfa0");
        assertThat(applied(Registries.usual().podUser(0L))).isEqualTo("09a48ebc8191f79f");
    }

    private static String applied(Registries registries) {
        return Planning.desired(Exporters.named("mine").build(), registries).applied();
    }

    @Test
    void annotations_of_the_resource_stand_beside_the_operators_own() {
        DesiredWorkload desired = Planning.desired(
                exporter -> exporter.podAnnotation("b.example.org/x", "1").podAnnotation("a.example.org/y", "2"));
        assertThat(desired.podAnnotations())
                .containsOnlyKeys("a.example.org/y", "b.example.org/x", Names.APPLIED)
                .contains(entry("a.example.org/y", "2"), entry("b.example.org/x", "1"));
        assertThat(desired.annotations()).containsEntry(Names.POD_ANNOTATIONS, "a.example.org/y,b.example.org/x");
        assertThat(fingerprint(exporter -> exporter.podAnnotation("a", "1")))
                .isNotEqualTo(fingerprint(exporter -> exporter.podAnnotation("a", "2")))
                .isNotEqualTo(fingerprint(exporter -> exporter));
    }

    @Test
    void the_operators_own_annotations_win() {
        assertThat(Planning.desired(exporter -> exporter.scrapeAnnotations().podAnnotation("prometheus.io/port", "1"))
                        .podAnnotations())
                .containsEntry("prometheus.io/port", "8080");
    }

    @Test
    void annotations_of_the_resource_are_no_change_of_the_owners_template() {
        Exporters annotated = Exporters.named("mine").podAnnotation("mesh.example.org/skip", "8080");
        DesiredWorkload desired = Planning.desired(annotated.build(), Registries.usual());
        String before = desired.base(Registries.usual().workload());
        assertThat(Registries.usual().carrying(desired).workload().base())
                .isEqualTo(before)
                .isEqualTo(Registries.usual().workload().base());
        assertThat(Registries.usual()
                        .podAnnotation("mesh.example.org/skip", "9090")
                        .workload()
                        .base())
                .isNotEqualTo(before);
        Registries owners = Registries.usual().podAnnotation("mesh.example.org/skip", "8080");
        assertThat(desired.base(owners.workload())).isEqualTo(before);
    }

    @Test
    void how_the_storage_was_found_does_not_change_the_fingerprint() {
        assertThat(fingerprint(exporter -> exporter.registry("registry", "/var/lib/registry")))
                .isEqualTo(fingerprint(exporter -> exporter));
    }

    @Test
    void without_a_word_pods_get_the_fingerprint_alone() {
        assertThat(Planning.desired(exporter -> exporter).podAnnotations()).containsOnlyKeys(Names.APPLIED);
    }

    @Test
    void scrape_annotations_say_where() {
        assertThat(Planning.desired(exporter -> exporter.scrapeAnnotations().port(9100))
                        .podAnnotations())
                .contains(
                        entry("prometheus.io/scrape", "true"),
                        entry("prometheus.io/port", "9100"),
                        entry("prometheus.io/path", "/metrics"));
    }

    @Test
    void scrape_annotations_follow_the_path_that_the_exporter_is_given() {
        assertThat(Planning.desired(exporter -> exporter.scrapeAnnotations().args("--web.telemetry-path=/numbers"))
                        .podAnnotations())
                .containsEntry("prometheus.io/path", "/numbers");
    }

    @Test
    void scrape_annotations_follow_a_path_in_an_argument_of_its_own() {
        assertThat(Planning.desired(exporter -> exporter.scrapeAnnotations()
                                .args("--log.level", "warn", "--web.telemetry-path", "/numbers"))
                        .podAnnotations())
                .containsEntry("prometheus.io/path", "/numbers");
    }

    @Test
    void an_option_without_its_path_leaves_the_default() {
        assertThat(Planning.desired(exporter -> exporter.scrapeAnnotations().args("--web.telemetry-path"))
                        .podAnnotations())
                .containsEntry("prometheus.io/path", "/metrics");
    }

    @Test
    void another_resource_with_the_same_wishes_restarts_no_pod() {
        assertThat(Planning.desired(Exporters.named("other").build(), Registries.usual())
                        .podAnnotations())
                .isEqualTo(Planning.desired(exporter -> exporter).podAnnotations());
    }

    @Test
    void a_pod_of_before_is_not_one_of_now() {
        DesiredWorkload before = Planning.desired(exporter -> exporter);
        DesiredWorkload now = Planning.desired(exporter -> exporter.scanInterval("5m"));
        assertThat(before.applied()).isEqualTo(before.podAnnotations().get(Names.APPLIED));
        assertThat(now.applied()).isNotEqualTo(before.applied());
    }

    private static String fingerprint(UnaryOperator<Exporters> wanted) {
        return Planning.desired(wanted).podAnnotations().get(Names.APPLIED);
    }
}
