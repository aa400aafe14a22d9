package io.registryexporter.it.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The same on a real API server, with the roles of deploy and no others. */
@RequiresApiServer
class RealApiServerMonitoringIT implements MonitoringScenarios {
    @TempDir
    private Path directory;

    private final Opened opened = new Opened();
    private RealApiServer apiServer;

    @BeforeEach
    void start() {
        apiServer = opened.add(RealApiServer.start(directory));
        opened.add(Installation.start(apiServer, directory.resolve("operator.log"), Map.of()));
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    @Override
    public KubernetesClient client() {
        return apiServer.admin();
    }
}
