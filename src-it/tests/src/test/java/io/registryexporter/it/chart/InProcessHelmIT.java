package io.registryexporter.it.chart;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.simulator.InProcessKubernetes;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class InProcessHelmIT extends HelmScenarios {
    @TempDir
    private Path directory;

    private InProcessKubernetes api;
    private Path kubeconfig;

    @BeforeEach
    void start() {
        api = InProcessKubernetes.start();
        kubeconfig = api.writeKubeconfig(directory.resolve("config"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    @Override
    KubernetesClient client() {
        return api.client();
    }

    @Override
    Path kubeconfig() {
        return kubeconfig;
    }
}
