package io.registryexporter.it.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.TestInstance;

/** What the operator's users rely on, whatever serves the Kubernetes API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OperatorScenarios
        implements InjectionScenarios,
                GivingBackScenarios,
                TellingScenarios,
                HazardScenarios,
                TurnScenarios,
                WithdrawalScenarios {
    private final AtomicInteger tenants = new AtomicInteger();

    abstract KubernetesClient client();

    @Override
    public final Tenant tenant() {
        return new Tenant(client(), "team-" + tenants.incrementAndGet());
    }
}
