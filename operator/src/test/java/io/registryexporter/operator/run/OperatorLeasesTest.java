package io.registryexporter.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** Whether an operator is behind a lease. */
class OperatorLeasesTest {
    private static final Instant RENEWED = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void a_lease_is_held_until_its_time_has_run_out() {
        assertThat(OperatorLeases.isHeld(lease("pod-1"), RENEWED.plusSeconds(14)))
                .isTrue();
        assertThat(OperatorLeases.isHeld(lease("pod-1"), RENEWED.plusSeconds(15)))
                .isFalse();
    }

    @Test
    void a_lease_that_was_given_up_is_not_held() {
        assertThat(OperatorLeases.isHeld(lease(""), RENEWED)).isFalse();
        assertThat(OperatorLeases.isHeld(lease(null), RENEWED)).isFalse();
    }

    @Test
    void a_lease_that_says_nothing_is_not_held() {
        assertThat(OperatorLeases.isHeld(new Lease(), RENEWED)).isFalse();
        assertThat(OperatorLeases.isHeld(
                        new LeaseBuilder()
                                .withNewSpec()
                                .withHolderIdentity("pod-1")
                                .endSpec()
                                .build(),
                        RENEWED))
                .isFalse();
    }

    private static Lease lease(String holder) {
        return new LeaseBuilder()
                .withNewSpec()
                .withHolderIdentity(holder)
                .withLeaseDurationSeconds(15)
                .withRenewTime(RENEWED.atZone(ZoneOffset.UTC))
                .endSpec()
                .build();
    }
}
