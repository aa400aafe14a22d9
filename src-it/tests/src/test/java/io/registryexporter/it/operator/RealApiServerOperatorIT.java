package io.registryexporter.it.operator;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.simulator.played.PlayedCluster;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import io.registryexporter.support.real.RunningOperator;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios on a real API server, with the roles of deploy and no others. */
@RequiresApiServer
class RealApiServerOperatorIT extends OperatorScenarios {
    @TempDir
    private static Path directory;

    private final Opened opened = new Opened();
    private RealApiServer apiServer;
    private PlayedCluster cluster;
    private RunningOperator operator;

    @BeforeAll
    void start() {
        apiServer = opened.add(RealApiServer.start(directory));
        cluster = opened.add(Played.registries(apiServer.admin().getConfiguration()));
        operator = opened.add(Installation.start(apiServer, directory.resolve("operator.log"), Map.of()));
    }

    @AfterAll
    void stop() {
        opened.close();
    }

    @Override
    KubernetesClient client() {
        return apiServer.admin();
    }

    @Override
    public RunningOperator operator() {
        return operator;
    }

    @Override
    public PlayedCluster cluster() {
        return cluster;
    }
}
