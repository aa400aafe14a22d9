package io.registryexporter.it.operator;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.simulator.InProcessKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** Before the API server in the process. */
@Tag("once")
class InProcessProxyIT extends ProxyScenarios {
    private static final Path CRD =
            Path.of(System.getProperty("project.root"), "crds", "registryexporters.registryexporter.io-v1.yml");

    @TempDir
    private static Path files;

    private static InProcessKubernetes kubernetes;

    @BeforeAll
    static void begin() throws IOException {
        kubernetes = InProcessKubernetes.start();
        kubernetes
                .client()
                .resource(
                        new KubernetesSerialization().unmarshal(Files.readString(CRD), CustomResourceDefinition.class))
                .create();
    }

    @AfterAll
    static void stop() {
        kubernetes.close();
    }

    @Override
    String server() {
        return kubernetes.url();
    }

    @Override
    Path kubeconfig() {
        return kubernetes.writeKubeconfig(files.resolve("kubeconfig"));
    }

    @Override
    KubernetesClient admin() {
        return kubernetes.client();
    }
}
