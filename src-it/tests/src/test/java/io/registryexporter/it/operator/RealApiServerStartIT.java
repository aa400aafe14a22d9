package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.operator.api.Names;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import io.registryexporter.support.real.RunningOperator;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the operator needs before it can work, and what it says where that is missing. */
@RequiresApiServer
class RealApiServerStartIT {
    @TempDir
    private Path directory;

    private final Opened opened = new Opened();
    private RealApiServer apiServer;

    @BeforeEach
    void start() {
        apiServer = opened.add(RealApiServer.start(directory));
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    @Test
    void without_the_definition_it_says_what_to_install() {
        RunningOperator.Ended ended =
                RunningOperator.run(directory.resolve("operator.log"), apiServer.adminKubeconfig(), Map.of());

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(lastLine(ended))
                .startsWith("registry-exporter-operator: the cluster does not know the kind RegistryExporter")
                .contains("kubectl apply -k");
    }

    @Test
    void without_its_role_it_says_what_it_may_not() {
        Installation.install(apiServer.kubectl());
        apiServer
                .admin()
                .rbac()
                .clusterRoleBindings()
                .withName("registry-exporter-operator")
                .delete();

        RunningOperator.Ended ended = RunningOperator.run(
                directory.resolve("operator.log"),
                apiServer.kubeconfigOf(Installation.NAMESPACE, Installation.SERVICE_ACCOUNT),
                Map.of());

        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(lastLine(ended))
                .contains("the operator may not list RegistryExporters in all namespaces")
                .contains("deploy");
    }

    @Test
    void with_a_role_for_one_namespace_it_works_there() {
        Installation.install(apiServer.kubectl());
        Tenant elsewhere = new Tenant(apiServer.admin(), "elsewhere");
        Tenant tenant = new Tenant(apiServer.admin(), "registry");
        Installation.installNamespaced(apiServer.kubectl());
        opened.add(RunningOperator.start(
                directory.resolve("operator.log"),
                apiServer.kubeconfigOf("registry", Installation.SERVICE_ACCOUNT),
                Map.of("WATCH_NAMESPACES", "registry")));

        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        elsewhere.registry("registry");
        elsewhere.exporter("rex", "registry");
        tenant.awaitInjected("registry");
        tenant.awaitReason("rex", "RolloutInProgress");
        assertThat(elsewhere.sidecar("registry")).isEmpty();
        assertThat(elsewhere.status("rex")).isEmpty();
        tenant.annotateNamespace(Names.INJECT, "false");
        tenant.awaitTakenBack("registry");
    }

    @Test
    void an_api_server_that_is_not_there_yet_is_waited_for() {
        Installation.install(apiServer.kubectl());
        Path kubeconfig = apiServer.kubeconfigOf(Installation.NAMESPACE, Installation.SERVICE_ACCOUNT);
        apiServer.stopServer();
        RunningOperator operator =
                opened.add(RunningOperator.launch(directory.resolve("operator.log"), kubeconfig, Map.of()));
        operator.awaitUntil("a word about it", () -> operator.log().contains("the API server does not answer"));

        apiServer.startServer();

        operator.awaitUntil("start", operator::started);
    }

    private static String lastLine(RunningOperator.Ended ended) {
        return ended.output().lines().reduce("", (first, last) -> last);
    }
}
