package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.run.Cleanup;
import io.registryexporter.operator.run.OperatorProcess;
import io.registryexporter.operator.run.Settings;
import io.registryexporter.simulator.InProcessKubernetes;
import io.registryexporter.support.real.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A StatefulSet that replaces its pods in order waits for a pod whose exporter does not start; nobody else deletes it. */
@Tag("once")
class InProcessStuckPodIT {
    private static final Path CRD =
            Path.of(System.getProperty("project.root"), "crds", "registryexporters.registryexporter.io-v1.yml");

    private static final Duration NEXT_SWEEP = Duration.ofMinutes(3);

    private final Opened opened = new Opened();
    private InProcessKubernetes kubernetes;
    private Tenant tenant;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        kubernetes = opened.add(InProcessKubernetes.start());
        kubernetes
                .client()
                .resource(
                        new KubernetesSerialization().unmarshal(Files.readString(CRD), CustomResourceDefinition.class))
                .create();
        opened.add(Played.registries(kubernetes.config()));
        tenant = new Tenant(kubernetes.client(), "team");
        tenant.create(Manifests.statefulRegistry("registry"));
        tenant.create(Manifests.exporter("rex", "registry", "{image: 'example.org/crashing:1'}")
                + "  rollout: {withdrawOnFailure: false}\n");
        OperatorProcess operator = opened.add(operator());
        tenant.awaitReason("rex", "ExporterNotStarting");
        operator.close();
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    private OperatorProcess operator() throws IOException, InterruptedException {
        return OperatorProcess.start(
                kubernetes.client(),
                new Settings(Set.of(), "example.org/exporter:1", false, 0),
                Clock.systemUTC(),
                Log.to(new ByteArrayOutputStream(), LogLevel.ERROR, LogFormat.LOGFMT));
    }

    @Test
    void the_cleanup_deletes_it() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        boolean complete = new Cleanup(
                        kubernetes.client(),
                        Set.of(),
                        Clock.systemUTC(),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        InProcessStuckPodIT::pause)
                .run();

        assertThat(complete).isTrue();
        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("StatefulSet team/registry: exporter removed")
                .contains("StatefulSet team/registry: pod registry-0 deleted, because its exporter does not start");
        awaitRegistryAlone();
    }

    @Test
    void the_sweep_after_a_resource_that_went_without_its_cleanup_deletes_it()
            throws IOException, InterruptedException {
        RegistryExporter resource = tenant.exporter("rex").orElseThrow();
        kubernetes.client().resource(resource).edit(found -> {
            found.getMetadata().setFinalizers(List.of());
            return found;
        });
        tenant.deleteExporter("rex");

        opened.add(operator());

        Await.until(
                "the removal",
                () -> tenant.events("StatefulSet", "ExporterTakenBack").size() == 1);
        Await.until(
                "the next sweep",
                NEXT_SWEEP,
                () -> tenant.events("StatefulSet", "PodDeleted").size() == 1);
        awaitRegistryAlone();
    }

    private void awaitRegistryAlone() {
        Await.until(
                "the registry's pod without the exporter",
                () -> tenant.pod("registry-0")
                        .filter(pod -> pod.getSpec().getContainers().size() == 1)
                        .isPresent());
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
