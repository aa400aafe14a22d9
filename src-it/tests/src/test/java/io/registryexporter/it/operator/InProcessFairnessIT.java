package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.simulator.InProcessKubernetes;
import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.RunningOperator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One namespace with very many resources, and another one. */
class InProcessFairnessIT {
    private static final int MANY = 1000;

    /** Ten are promised; the machine of a test may be busy. */
    private static final Duration SOON = Duration.ofSeconds(20);

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
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    @Test
    void a_thousand_resources_of_one_namespace_do_not_keep_another_one_waiting() {
        Tenant large = new Tenant(kubernetes.client(), "large");
        large.registry("registry");
        IntStream.range(0, MANY).forEach(i -> large.exporter("rex-" + i, "registry"));
        Tenant small = new Tenant(kubernetes.client(), "small");
        small.registry("registry");
        RunningOperator operator = opened.add(RunningOperator.start(
                directory.resolve("operator.log"),
                kubernetes.writeKubeconfig(directory.resolve("kubeconfig")),
                Map.of("LEADER_ELECTION", "false")));
        Await.until("many that wait", () -> waiting(operator) > MANY / 2);

        Instant asked = Instant.now();
        small.exporter("rex", "registry");
        small.awaitInjected("registry");
        Duration waited = Duration.between(asked, Instant.now());

        assertThat(waited).isLessThan(SOON);
        assertThat(waiting(operator)).as("the large namespace is not done yet").isPositive();
    }

    private static double waiting(RunningOperator operator) {
        return operator.metric("registry_exporter_operator_reconciliations_queued");
    }
}
