package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import io.registryexporter.support.real.RunningOperator;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A dry run on a real API server. */
@RequiresApiServer
class RealApiServerDryRunIT implements DryRunScenarios {
    @TempDir
    private Path directory;

    private final Opened opened = new Opened();
    private RealApiServer apiServer;

    @BeforeEach
    void start() {
        apiServer = opened.add(RealApiServer.start(directory));
        Installation.install(apiServer.kubectl());
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    @Override
    public KubernetesClient client() {
        return apiServer.admin();
    }

    @Test
    void after_the_operator_has_settled_there_is_nothing_to_do_until_a_label_goes() {
        RunningOperator operator =
                opened.add(Installation.start(apiServer, directory.resolve("operator.log"), Map.of()));
        Tenant tenant = new Tenant(apiServer.admin(), "settled");
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");
        operator.terminate();

        assertThat(dryRun().output())
                .containsPattern("settled +Deployment/registry +rex +- +unchanged: ")
                .contains("0 to inject, 0 to update, 0 to take back");

        tenant.label("registry", Map.of("app", "other"));
        assertThat(dryRun().output())
                .containsPattern(
                        "settled +Deployment/registry +rex +take back +OptedOut: the selector does not match the workload any more");
        assertThat(tenant.sidecar("registry")).isPresent();
    }

    @Test
    void with_the_rights_of_the_operator_it_needs_no_more() {
        Tenant tenant = new Tenant(apiServer.admin(), "rights");
        tenant.registry("registry");
        tenant.exporter("rex", "registry");

        RunningOperator.Ended ended = RunningOperator.run(
                directory.resolve("dry-run.log"),
                apiServer.kubeconfigOf(Installation.NAMESPACE, Installation.SERVICE_ACCOUNT),
                Map.of("LOG_LEVEL", "error"),
                "--dry-run");

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.output()).containsPattern("rights +Deployment/registry +rex +inject");
    }

    private RunningOperator.Ended dryRun() {
        return RunningOperator.run(
                directory.resolve("dry-run.log"),
                apiServer.adminKubeconfig(),
                Map.of("LOG_LEVEL", "error"),
                "--dry-run");
    }
}
