package io.registryexporter.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.apply.Written;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.plan.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Why nothing was written, as a reason code. */
class WriteRefusalTest {

    @Test
    void what_a_role_does_not_allow_asks_for_the_roles() {
        assertThat(WriteRefusal.of(new Written.Forbidden("may not patch")))
                .contains(new Verdict(
                        Reason.APPLY_FORBIDDEN, "may not patch; apply the roles in deploy to this namespace"));
    }

    @Test
    void what_the_api_server_does_not_accept_is_told_in_its_words() {
        assertThat(WriteRefusal.of(new Written.Rejected("violates PodSecurity")))
                .contains(new Verdict(Reason.APPLY_REJECTED, "violates PodSecurity"));
    }

    @Test
    void a_field_of_another_manager_names_both_ways_out() {
        assertThat(WriteRefusal.of(new Written.Conflict("conflict with \"helm\": .image")))
                .hasValueSatisfying(verdict -> {
                    assertThat(verdict.reason()).isEqualTo(Reason.OWNED_BY_OTHER_MANAGER);
                    assertThat(verdict.message()).contains("helm").contains(Names.INJECT + ": \"false\"");
                });
    }

    @Test
    void a_container_that_others_have_written_too_is_left_whole_and_they_are_named() {
        assertThat(WriteRefusal.of(new Written.Shared(Set.of("kubectl-set", "flux"))))
                .hasValueSatisfying(verdict -> {
                    assertThat(verdict.reason()).isEqualTo(Reason.OWNED_BY_OTHER_MANAGER);
                    assertThat(verdict.message())
                            .contains("nothing was written")
                            .contains("written by flux, kubectl-set too");
                });
    }

    @Test
    void what_was_written_or_is_gone_was_not_refused() {
        assertThat(WriteRefusal.of(new Written.Done(Registries.usual().build())))
                .isEmpty();
        assertThat(WriteRefusal.of(new Written.Gone())).isEmpty();
    }
}
