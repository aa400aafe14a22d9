package io.registryexporter.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RolloutSpec;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.hazard.Hazard;
import org.junit.jupiter.api.Test;

/** Which rollouts are not begun. */
class HazardPolicyTest {
    private static final Hazard MAY_HANG = new Hazard(Reason.ROLLOUT_MAY_HANG, "claim x");
    private static final Hazard DEADLOCK = new Hazard(Reason.ROLLOUT_WOULD_DEADLOCK, "claim y");

    private final RegistryExporter warn =
            Exporters.named("mine").hazard(RolloutSpec.Hazard.WARN).build();
    private final RegistryExporter refuse =
            Exporters.named("mine").hazard(RolloutSpec.Hazard.REFUSE).build();

    @Test
    void one_that_may_hang_is_begun_unless_the_resource_refuses_it() {
        assertThat(HazardPolicy.refusal(warn, MAY_HANG)).isEmpty();
        assertThat(HazardPolicy.refusal(refuse, MAY_HANG))
                .contains(new Verdict(
                        Reason.ROLLOUT_MAY_HANG,
                        "claim x. Nothing was written, because spec.rollout.hazard is Refuse"));
    }

    @Test
    void one_that_cannot_end_is_never_begun() {
        assertThat(HazardPolicy.refusal(warn, DEADLOCK))
                .contains(new Verdict(Reason.ROLLOUT_WOULD_DEADLOCK, "claim y"));
    }
}
