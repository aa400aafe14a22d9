package io.registryexporter.operator.execute;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What came of carrying out a decision. */
class ResultTest {

    @Test
    void a_write_that_leaves_the_version_has_changed_nothing() {
        Workload before = Workloads.of(version("7")).orElseThrow();
        assertThat(new Result.Done(version("7")).changed(before)).isFalse();
        assertThat(new Result.Done(version("8")).changed(before)).isTrue();
    }

    @Test
    void what_a_role_does_not_allow_asks_for_the_roles() {
        assertThat(new Result.Forbidden("may not patch").refusal())
                .contains(new Verdict(
                        Reason.APPLY_FORBIDDEN, "may not patch; apply the roles in deploy to this namespace"));
    }

    @Test
    void what_the_api_server_does_not_accept_is_reported_in_its_words() {
        assertThat(new Result.Rejected("violates PodSecurity").refusal())
                .contains(new Verdict(Reason.APPLY_REJECTED, "violates PodSecurity"));
    }

    @Test
    void a_field_of_another_manager_names_both_ways_out() {
        assertThat(new Result.Conflict("conflict with \"helm\": .image").refusal())
                .hasValueSatisfying(verdict -> {
                    assertThat(verdict.reason()).isEqualTo(Reason.OWNED_BY_OTHER_MANAGER);
                    assertThat(verdict.message()).contains("helm").contains(Names.INJECT + ": \"false\"");
                });
    }

    @Test
    void a_container_that_others_have_written_too_stays_whole_and_they_are_named() {
        assertThat(new Result.Shared(Set.of("kubectl-set", "flux")).refusal()).hasValueSatisfying(verdict -> {
            assertThat(verdict.reason()).isEqualTo(Reason.OWNED_BY_OTHER_MANAGER);
            assertThat(verdict.message()).contains("nothing was written").contains("written by flux, kubectl-set too");
        });
    }

    @Test
    void an_api_server_that_did_not_decide_is_no_refusal_that_another_decision_could_meet() {
        Result undecided = new Result.Undecided("connection refused");
        assertThat(undecided.refusal()).contains(new Verdict(Reason.API_ERROR, "connection refused"));
        assertThat(undecided.decided()).isFalse();
        assertThat(new Result.Rejected("no").decided()).isTrue();
    }

    @Test
    void only_what_other_managers_own_is_theirs_to_change() {
        assertThat(new Result.Conflict("image").ownedByOthers()).isTrue();
        assertThat(new Result.Shared(Set.of("helm")).ownedByOthers()).isTrue();
        assertThat(new Result.Forbidden("no").ownedByOthers()).isFalse();
        assertThat(new Result.Rejected("no").ownedByOthers()).isFalse();
        assertThat(new Result.Undecided("no").ownedByOthers()).isFalse();
    }

    @Test
    void what_was_written_or_is_gone_was_not_refused() {
        assertThat(new Result.Done(Registries.usual().build()).refusal()).isEmpty();
        assertThat(new Result.Gone().refusal()).isEmpty();
        assertThat(new Result.Nothing().refusal()).isEmpty();
        assertThat(new Result.PodsDeleted(List.of("a"), Map.of("b", "why")).refusal())
                .isEmpty();
    }

    private static HasMetadata version(String resourceVersion) {
        HasMetadata workload = Registries.usual().build();
        workload.getMetadata().setResourceVersion(resourceVersion);
        return workload;
    }
}
