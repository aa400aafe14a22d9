package io.registryexporter.it.operator;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.simulator.InProcessKubernetes;
import io.registryexporter.support.real.RunningOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios on the API in this process, so that they run everywhere. */
class InProcessMonitoringIT implements MonitoringScenarios {
    private static final Path CRD =
            Path.of(System.getProperty("project.root"), "crds", "registryexporters.registryexporter.io-v1.yml");

    @TempDir
    private Path directory;

    private final Opened opened = new Opened();
    private InProcessKubernetes kubernetes;

    @BeforeEach
    void start() throws IOException {
        kubernetes = opened.add(InProcessKubernetes.start());
        kubernetes
                .client()
                .resource(
                        new KubernetesSerialization().unmarshal(Files.readString(CRD), CustomResourceDefinition.class))
                .create();
        opened.add(RunningOperator.start(
                directory.resolve("operator.log"),
                kubernetes.writeKubeconfig(directory.resolve("kubeconfig")),
                Map.of()));
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    @Override
    public KubernetesClient client() {
        return kubernetes.client();
    }
}
