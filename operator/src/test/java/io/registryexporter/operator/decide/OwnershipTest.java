package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.Plan.Inject;
import io.registryexporter.operator.decide.Plan.Skip;
import io.registryexporter.operator.decide.Plan.Update;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Planning;
import io.registryexporter.operator.fixture.Registries;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose a workload is when several resources select it. */
class OwnershipTest {
    private static final RegistryExporter OLD =
            Exporters.named("z-old").created("2026-01-01T00:00:00Z").build();
    private static final RegistryExporter YOUNG =
            Exporters.named("a-young").created("2026-01-01T00:00:01Z").build();

    @Test
    void the_oldest_has_it() {
        assertThat(owner(YOUNG, OLD)).contains("z-old");
        assertThat(owner(OLD, YOUNG)).contains("z-old");
    }

    @Test
    void of_two_of_one_second_the_first_by_name_has_it() {
        RegistryExporter twin =
                Exporters.named("b").created("2026-01-01T00:00:00Z").build();
        assertThat(owner(OLD, twin)).contains("b");
        assertThat(owner(twin, OLD)).contains("b");
    }

    @Test
    void one_that_is_being_deleted_has_nothing() {
        RegistryExporter leaving = Exporters.named("leaving")
                .created("2025-01-01T00:00:00Z")
                .deleted()
                .build();
        assertThat(owner(leaving, YOUNG)).contains("a-young");
        assertThat(owner(leaving)).isEmpty();
    }

    @Test
    void one_that_does_not_select_it_has_nothing() {
        RegistryExporter other =
                Exporters.named("other").selecting("app", "web").build();
        assertThat(owner(other)).isEmpty();
        assertThat(owner()).isEmpty();
    }

    @Test
    void one_of_another_namespace_has_nothing() {
        assertThat(owner(Exporters.named("other").in("elsewhere").build())).isEmpty();
    }

    @Test
    void one_that_selects_nothing_has_nothing() {
        RegistryExporter empty = new RegistryExporter();
        empty.setMetadata(Exporters.named("empty").build().getMetadata());
        assertThat(owner(empty)).isEmpty();
    }

    @Test
    void labels_match_whatever_letters_they_have() {
        RegistryExporter odd =
                Exporters.named("odd").selecting("пример.org/Ключ", "").build();
        assertThat(Ownership.selects(
                        odd, Registries.usual().label("пример.org/Ключ", "").workload()))
                .isTrue();
        assertThat(Ownership.selects(odd, Registries.usual().workload())).isFalse();
    }

    @Test
    void the_younger_is_in_conflict_and_says_with_whom() {
        Skip skip = (Skip) Planning.of(YOUNG).beside(OLD).plan(Registries.usual());
        assertThat(skip.why().reason()).isEqualTo(Reason.OWNED_BY_OTHER_RESOURCE);
        assertThat(skip.why().message()).startsWith("RegistryExporter z-old selects the workload too and is older");
    }

    @Test
    void the_older_injects() {
        assertThat(Planning.of(OLD).beside(YOUNG).plan(Registries.usual())).isInstanceOf(Inject.class);
    }

    @Test
    void the_younger_leaves_alone_what_it_injected_before_the_older_came() {
        assertThat(Planning.of(YOUNG).beside(OLD).plan(Planning.injected(YOUNG)))
                .isInstanceOf(Skip.class);
    }

    @Test
    void the_older_takes_over_in_one_step() {
        Update update = (Update) Planning.of(OLD).beside(YOUNG).plan(Planning.injected(YOUNG));
        assertThat(update.desired().annotations()).containsEntry(Names.INJECTED_BY, "z-old");
    }

    private static Optional<String> owner(RegistryExporter... resources) {
        return Ownership.owner(Registries.usual().workload(), List.of(resources))
                .map(resource -> resource.getMetadata().getName());
    }
}
