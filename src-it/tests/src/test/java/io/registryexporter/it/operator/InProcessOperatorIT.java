package io.registryexporter.it.operator;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.simulator.InProcessKubernetes;
import io.registryexporter.simulator.played.PlayedCluster;
import io.registryexporter.support.real.RunningOperator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The scenarios on the API in this process, so that they run everywhere. */
class InProcessOperatorIT extends OperatorScenarios {
    private static final Path CRD =
            Path.of(System.getProperty("project.root"), "crds", "registryexporters.registryexporter.io-v1.yml");

    @TempDir
    private static Path directory;

    private final Opened opened = new Opened();
    private InProcessKubernetes kubernetes;
    private PlayedCluster cluster;
    private RunningOperator operator;

    @BeforeAll
    void start() {
        kubernetes = opened.add(InProcessKubernetes.start());
        kubernetes.client().resource(crd()).create();
        cluster = opened.add(Played.registries(kubernetes.config()));
        operator = opened.add(RunningOperator.start(
                directory.resolve("operator.log"),
                kubernetes.writeKubeconfig(directory.resolve("kubeconfig")),
                Map.of()));
    }

    private static CustomResourceDefinition crd() {
        try {
            return new KubernetesSerialization().unmarshal(Files.readString(CRD), CustomResourceDefinition.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop() {
        opened.close();
    }

    @Override
    KubernetesClient client() {
        return kubernetes.client();
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
