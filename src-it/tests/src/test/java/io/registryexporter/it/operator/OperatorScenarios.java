package io.registryexporter.it.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.support.real.Await;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.TestInstance;

/** What the operator's users rely on, whatever serves the Kubernetes API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OperatorScenarios
        implements InjectionScenarios,
                GivingBackScenarios,
                TellingScenarios,
                HazardScenarios,
                PreflightScenarios,
                TurnScenarios,
                WithdrawalScenarios {
    private final AtomicInteger tenants = new AtomicInteger();
    private final List<Tenant> opened = new ArrayList<>();

    abstract KubernetesClient client();

    @Override
    public final Tenant tenant() {
        Tenant tenant = new Tenant(client(), "team-" + tenants.incrementAndGet());
        opened.add(tenant);
        return tenant;
    }

    /** What one test has left must not have rounds while another one counts them. */
    @AfterEach
    void leave() {
        opened.forEach(Tenant::deleteExporters);
        opened.forEach(tenant -> Await.until("the end of the resources", tenant::hasNoExporters));
        opened.clear();
    }
}
