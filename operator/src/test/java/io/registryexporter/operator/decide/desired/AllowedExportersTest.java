package io.registryexporter.operator.decide.desired;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.EnvVarSource;
import io.fabric8.kubernetes.api.model.EnvVarSourceBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.Plan;
import io.registryexporter.operator.decide.Plan.Inject;
import io.registryexporter.operator.decide.Plan.Postpone;
import io.registryexporter.operator.decide.Plan.Remove;
import io.registryexporter.operator.decide.Plan.Skip;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Registries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the operator's settings do not let a resource ask for. */
class AllowedExportersTest {
    private static final AllowedExporters OWN_IMAGES = images("ghcr.io/registry-exporter/");
    private static final AllowedExporters NO_VALUE_FROM = new AllowedExporters(Optional.empty(), false, true, true);
    private static final AllowedExporters NO_SECURITY_CONTEXT =
            new AllowedExporters(Optional.empty(), true, false, true);
    private static final AllowedExporters OPTIONS_ALONE = new AllowedExporters(Optional.empty(), true, true, false);

    @Test
    void everything_is_allowed_where_nothing_is_set() {
        assertThat(AllowedExporters.all()
                        .objection(Exporters.named("mine")
                                .image("evil.example.org/x")
                                .env(secret())
                                .args("report", "@/etc/passwd")
                                .securityContext(privileged())
                                .build()
                                .wanted()
                                .exporter()))
                .isEmpty();
    }

    @Test
    void each_restriction_forbids_annotations_because_they_configure_other_programs() {
        Exporters annotated = Exporters.named("mine").podAnnotation("sidecar.istio.io/proxyImage", "evil");
        assertThat(AllowedExporters.all().objection(annotated.build().wanted().exporter()))
                .isEmpty();
        for (AllowedExporters restricted : List.of(OWN_IMAGES, NO_VALUE_FROM, NO_SECURITY_CONTEXT, OPTIONS_ALONE)) {
            assertThat(restricted.objection(annotated.build().wanted().exporter()))
                    .hasValueSatisfying(objection ->
                            assertThat(objection).startsWith("spec.exporter.podAnnotations is given, and could evade"));
        }
        assertThat(OPTIONS_ALONE
                        .withImages(OWN_IMAGES.images())
                        .objection(annotated.build().wanted().exporter()))
                .contains("spec.exporter.podAnnotations is given, and could evade ALLOWED_IMAGE_PREFIXES,"
                        + " ALLOW_ANY_ARGS; write them to the pod template of the workload");
    }

    @Test
    void an_image_of_elsewhere_is_not_injected() {
        Skip skip = (Skip) plan(OWN_IMAGES, image("evil.example.org/x"), Registries.usual());
        assertThat(skip.why().reason()).isEqualTo(Reason.EXPORTER_NOT_ALLOWED);
        assertThat(skip.why().message())
                .isEqualTo("the image evil.example.org/x does not begin with ghcr.io/registry-exporter/"
                        + " (ALLOWED_IMAGE_PREFIXES); nothing was injected for it. Change the resource, or the"
                        + " setting of the"
                        + " operator");
    }

    @Test
    void the_default_image_and_the_same_one_by_name_are_allowed_by_themselves() {
        AllowedExporters elsewhere = images("example.org/");
        assertThat(plan(elsewhere, Exporters.named("mine").build(), Registries.usual()))
                .isInstanceOf(Inject.class);
        assertThat(plan(elsewhere, image(Planning.IMAGE), Registries.usual())).isInstanceOf(Inject.class);
        assertThat(plan(elsewhere, image(Planning.IMAGE + "-evil"), Registries.usual()))
                .isInstanceOf(Skip.class);
    }

    @Test
    void an_exporter_that_runs_stays_as_it_is() {
        RegistryExporter mine = Exporters.named("mine").build();
        Postpone hold = (Postpone) plan(OWN_IMAGES, image("evil.example.org/x"), Planning.injected(mine));
        assertThat(hold.why().reason()).isEqualTo(Reason.EXPORTER_NOT_ALLOWED);
        assertThat(hold.why().message()).endsWith("The exporter that was injected before stays as it is");
        assertThat(plan(OWN_IMAGES, image("evil.example.org/x"), Planning.injected(image("evil.example.org/x"))))
                .isInstanceOf(Postpone.class);
    }

    @Test
    void an_exporter_of_a_resource_that_is_gone_does_not_stay_for_one_that_is_refused() {
        RegistryExporter gone = Exporters.named("gone").build();
        assertThat(plan(OWN_IMAGES, image("evil.example.org/x"), Planning.injected(gone)))
                .isInstanceOf(Remove.class);
    }

    @Test
    void an_opt_out_takes_back_what_is_not_allowed() {
        RegistryExporter evil = image("evil.example.org/x");
        assertThat(Planning.of(evil).allowing(OWN_IMAGES).namespaceSays("false").plan(Planning.injected(evil)))
                .isInstanceOf(Remove.class);
    }

    static Stream<EnvVarSource> sources() {
        return Stream.of(
                new EnvVarSourceBuilder()
                        .withNewSecretKeyRef("key", "name", true)
                        .build(),
                new EnvVarSourceBuilder()
                        .withNewConfigMapKeyRef("key", "name", true)
                        .build(),
                new EnvVarSourceBuilder().withNewFieldRef("v1", "spec.nodeName").build(),
                new EnvVarSourceBuilder()
                        .withNewResourceFieldRef()
                        .withResource("limits.memory")
                        .endResourceFieldRef()
                        .build(),
                new EnvVarSource());
    }

    @ParameterizedTest
    @MethodSource("sources")
    void a_variable_from_elsewhere_is_refused(EnvVarSource source) {
        EnvVar variable =
                new EnvVarBuilder().withName("A").withValueFrom(source).build();
        assertThat(objection(
                        NO_VALUE_FROM, Exporters.named("mine").env("B", "1").env(variable)))
                .contains("variable A of spec.exporter.env has a valueFrom (ALLOW_VALUE_FROM)");
        assertThat(objection(NO_VALUE_FROM, Exporters.named("mine").env("B", "1")))
                .isEmpty();
    }

    @Test
    void a_security_context_is_refused_and_the_default_is_not() {
        assertThat(objection(NO_SECURITY_CONTEXT, Exporters.named("mine").securityContext(privileged())))
                .contains("spec.exporter.securityContext is given (ALLOW_SECURITY_CONTEXT)");
        assertThat(objection(NO_SECURITY_CONTEXT, Exporters.named("mine"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "report",
                "check",
                "preview",
                "/etc",
                "",
                " ",
                "-",
                "--",
                "-x",
                "--verify",
                "--unknown=1",
                "--scan",
                "--scan.interval2=1s",
                "--Scan.interval=1s",
                "--help=1",
                "-Dx=y",
                "@/etc/passwd",
                "@",
                "$(TOKEN)",
                "--log.level=$(TOKEN)",
                "--log.level=a$(TOKEN)b",
                "--log.level=$$(TOKEN)"
            })
    void an_argument_that_is_no_option_is_refused(String argument) {
        assertThat(objection(OPTIONS_ALONE, Exporters.named("mine").args("--scan.threads=2", argument)))
                .contains("spec.exporter.args[1] is no option of the exporter (ALLOW_ANY_ARGS)");
    }

    @ParameterizedTest
    @CsvSource({
        "--log.level, @/etc/passwd, 1",
        "--log.level, $(TOKEN), 1",
        "--log.level=debug, debug, 1",
        "--help, report, 1",
        "report, --log.level, 0"
    })
    void two_arguments_are_an_option_and_its_value_or_refused(String first, String second, int place) {
        assertThat(objection(OPTIONS_ALONE, Exporters.named("mine").args(first, second)))
                .hasValueSatisfying(text -> assertThat(text).startsWith("spec.exporter.args[" + place + "]"));
    }

    @Test
    void an_option_takes_no_second_value() {
        assertThat(objection(OPTIONS_ALONE, Exporters.named("mine").args("--log.level", "--log.level", "report")))
                .hasValueSatisfying(text -> assertThat(text).startsWith("spec.exporter.args[2]"));
    }

    @Test
    void every_option_of_the_readme_is_allowed_in_both_forms() throws IOException {
        List<String> options = documented();
        assertThat(options).hasSizeGreaterThan(15).contains("--registry.proxy", "--metrics.per-tag");
        for (String option : options) {
            assertThat(objection(OPTIONS_ALONE, Exporters.named("mine").args(option + "=value")))
                    .as(option)
                    .isEmpty();
            assertThat(objection(OPTIONS_ALONE, Exporters.named("mine").args(option, "value")))
                    .as(option)
                    .isEmpty();
        }
        assertThat(objection(OPTIONS_ALONE, Exporters.named("mine").args("--version", "-h")))
                .isEmpty();
    }

    /** Those of the exporter that take a value. */
    private static List<String> documented() throws IOException {
        return Files.readAllLines(Path.of("..", "docs", "exporter", "options.md")).stream()
                .dropWhile(line -> !line.startsWith("| option |"))
                .takeWhile(line -> line.startsWith("|"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .filter(cell -> !cell.contains("--help") && !cell.contains("--version"))
                .flatMap(
                        cell -> Pattern.compile("--[a-z][a-z.-]+").matcher(cell).results())
                .map(MatchResult::group)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({
        "JAVA_TOOL_OPTIONS, -agentlib:jdwp=transport=dt_socket",
        "JDK_JAVA_OPTIONS, @/tmp/x",
        "LD_PRELOAD, /var/lib/registry/x.so",
        "REGISTRY_EXPORTER_HELP, 1",
        "REGISTRY_EXPORTER_LOG_LEVEL, $(TOKEN)"
    })
    void a_variable_that_is_no_option_is_refused(String name, String value) {
        assertThat(objection(OPTIONS_ALONE, Exporters.named("mine").env(name, value)))
                .contains(
                        "variable " + name + " of spec.exporter.env is no option of the exporter, or refers to another"
                                + " variable (ALLOW_ANY_ARGS)");
    }

    @Test
    void a_variable_of_an_option_is_allowed() {
        assertThat(objection(
                        OPTIONS_ALONE,
                        Exporters.named("mine")
                                .env("REGISTRY_EXPORTER_LOG_FORMAT", "json")
                                .env(secret())))
                .isEmpty();
    }

    @Test
    void all_objections_are_reported_together() {
        AllowedExporters nothing = new AllowedExporters(OWN_IMAGES.images(), false, false, false);
        assertThat(objection(
                        nothing,
                        Exporters.named("mine")
                                .image("Evil Image")
                                .env(secret())
                                .securityContext(privileged())
                                .args("report")))
                .contains("the image of spec.exporter.image does not begin with ghcr.io/registry-exporter/"
                        + " (ALLOWED_IMAGE_PREFIXES); variable REGISTRY_EXPORTER_LOG_LEVEL of spec.exporter.env has a"
                        + " valueFrom (ALLOW_VALUE_FROM); spec.exporter.securityContext is given"
                        + " (ALLOW_SECURITY_CONTEXT); spec.exporter.args[0] is no option of the exporter"
                        + " (ALLOW_ANY_ARGS)");
    }

    private static AllowedExporters images(String prefix) {
        return new AllowedExporters(AllowedImages.of(List.of(prefix), Planning.IMAGE), true, true, true);
    }

    private static RegistryExporter image(String pinned) {
        return Exporters.named("mine").image(pinned).build();
    }

    private static EnvVar secret() {
        return new EnvVarBuilder()
                .withName("REGISTRY_EXPORTER_LOG_LEVEL")
                .withNewValueFrom()
                .withNewSecretKeyRef("key", "name", false)
                .endValueFrom()
                .build();
    }

    private static SecurityContext privileged() {
        return new SecurityContextBuilder().withPrivileged(true).build();
    }

    private static Plan plan(AllowedExporters allowed, RegistryExporter resource, Registries registries) {
        return Planning.of(resource).allowing(allowed).plan(registries);
    }

    private static Optional<String> objection(AllowedExporters allowed, Exporters resource) {
        return allowed.objection(resource.build().wanted().exporter());
    }
}
