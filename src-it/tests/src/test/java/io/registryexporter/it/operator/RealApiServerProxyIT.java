package io.registryexporter.it.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Before a real API server, with the roles of {@code deploy}. */
@RequiresApiServer
class RealApiServerProxyIT extends ProxyScenarios {
    @TempDir
    private static Path files;

    private static RealApiServer apiServer;

    @BeforeAll
    static void begin() {
        apiServer = RealApiServer.start(files);
        Installation.install(apiServer.kubectl());
    }

    @AfterAll
    static void stop() {
        apiServer.close();
    }

    @Override
    String server() {
        return apiServer.admin().getConfiguration().getMasterUrl().replaceAll("/+$", "");
    }

    @Override
    Path kubeconfig() {
        return apiServer.kubeconfigOf(Installation.NAMESPACE, Installation.SERVICE_ACCOUNT);
    }

    @Override
    KubernetesClient admin() {
        return apiServer.admin();
    }
}
