package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.Plan.Inject;
import io.registryexporter.operator.decide.Plan.Keep;
import io.registryexporter.operator.decide.Plan.Postpone;
import io.registryexporter.operator.decide.Plan.Remove;
import io.registryexporter.operator.decide.Plan.Skip;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Registries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may say no: workload, namespace, a resource that is paused. */
class ConsentTest {
    private final RegistryExporter mine = Exporters.named("mine").build();
    private final RegistryExporter paused = Exporters.named("mine").paused().build();

    @Test
    void a_workload_opts_out() {
        Skip skip = (Skip) Planning.of(mine).plan(Registries.usual().annotation(Names.INJECT, "false"));
        assertThat(skip.why())
                .isEqualTo(new Verdict(
                        Reason.OPTED_OUT,
                        "annotation registryexporter.io/inject: \"false\" on the workload; remove it to inject"));
    }

    @Test
    void a_namespace_opts_out() {
        Skip skip = (Skip) Planning.of(mine).namespaceSays("false").plan(Registries.usual());
        assertThat(skip.why().message()).contains("on the namespace");
    }

    @Test
    void the_workloads_own_word_wins_over_its_namespace() {
        Plan plan =
                Planning.of(mine).namespaceSays("false").plan(Registries.usual().annotation(Names.INJECT, "true"));
        assertThat(plan).isInstanceOf(Inject.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"False", "FALSE", " false "})
    void a_no_is_a_no_however_it_is_written(String no) {
        assertThat(Planning.of(mine).plan(Registries.usual().annotation(Names.INJECT, no)))
                .isInstanceOf(Skip.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "", "no", "0"})
    void anything_else_is_no_no(String yes) {
        assertThat(Planning.of(mine).plan(Registries.usual().annotation(Names.INJECT, yes)))
                .isInstanceOf(Inject.class);
    }

    @Test
    void an_opt_out_takes_the_exporter_back() {
        Remove takeBack =
                (Remove) Planning.of(mine).plan(Planning.injected(mine).annotation(Names.INJECT, "false"));
        assertThat(takeBack.why().reason()).isEqualTo(Reason.OPTED_OUT);
    }

    @Test
    void an_opt_out_wins_over_everything_that_is_wrong_with_the_pod() {
        Registries wrong = Registries.deployment()
                .container("registry-exporter", "by/hand:1")
                .port(8080)
                .annotation(Names.INJECT, "false");
        assertThat(((Skip) Planning.of(mine).plan(wrong)).why().reason()).isEqualTo(Reason.OPTED_OUT);
    }

    @Test
    void while_paused_nothing_is_injected() {
        assertThat(held(Registries.usual()))
                .isEqualTo(new Verdict(
                        Reason.PAUSED, "spec.paused is true; without it the operator would inject the exporter"));
    }

    @Test
    void while_paused_nothing_is_updated() {
        RegistryExporter other = Exporters.named("mine").scanInterval("1h").build();
        assertThat(held(Planning.injected(other)).message()).endsWith("would update the exporter");
    }

    @Test
    void while_paused_no_exporter_is_removed() {
        assertThat(held(Planning.injected(mine).annotation(Names.INJECT, "false"))
                        .message())
                .contains("would remove the exporter: annotation registryexporter.io/inject");
    }

    @Test
    void while_paused_what_needs_no_write_goes_on() {
        assertThat(Planning.of(paused).plan(Planning.injected(mine))).isInstanceOf(Keep.class);
        assertThat(Planning.of(paused).plan(Registries.usual().env("REGISTRY_STORAGE", "s3")))
                .isInstanceOf(Skip.class);
    }

    private Verdict held(Registries registries) {
        return ((Postpone) Planning.of(paused).plan(registries)).why();
    }
}
