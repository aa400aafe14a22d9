package io.registryexporter.it.operator;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.simulator.InProcessKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A dry run on the Kubernetes API in the process. */
class InProcessDryRunIT implements DryRunScenarios {
    private static final Path CRD =
            Path.of(System.getProperty("project.root"), "crds", "registryexporters.registryexporter.io-v1.yml");

    private final Opened opened = new Opened();
    private InProcessKubernetes kubernetes;

    @BeforeEach
    void start() throws IOException {
        kubernetes = opened.add(InProcessKubernetes.start());
        client().resource(
                        new KubernetesSerialization().unmarshal(Files.readString(CRD), CustomResourceDefinition.class))
                .create();
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
