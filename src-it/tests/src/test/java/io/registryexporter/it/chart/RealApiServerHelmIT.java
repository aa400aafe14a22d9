package io.registryexporter.it.chart;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

@RequiresApiServer
class RealApiServerHelmIT extends HelmScenarios {
    @TempDir
    private static Path directory;

    private static RealApiServer server;

    @BeforeAll
    static void start() {
        server = RealApiServer.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    KubernetesClient client() {
        return server.admin();
    }

    @Override
    Path kubeconfig() {
        return server.adminKubeconfig();
    }
}
