package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.operator.api.WorkloadState;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.operator.run.OperatorProcess;
import io.registryexporter.operator.run.Settings;
import io.registryexporter.simulator.InProcessKubernetes;
import io.registryexporter.support.real.Await;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A workload that cannot be given back, because whoever admits writes fails. */
class InProcessReleaseIT {
    private static final Path CRD =
            Path.of(System.getProperty("project.root"), "crds", "registryexporters.registryexporter.io-v1.yml");

    private final Opened opened = new Opened();
    private final AtomicReference<Duration> later = new AtomicReference<>(Duration.ZERO);
    private InProcessKubernetes kubernetes;
    private Tenant tenant;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        kubernetes = opened.add(InProcessKubernetes.start());
        KubernetesClient client = opened.add(new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(kubernetes.config())
                        .withUserAgent("registry-exporter-operator")
                        .withRequestRetryBackoffLimit(1)
                        .build())
                .build());
        client.resource(new KubernetesSerialization().unmarshal(Files.readString(CRD), CustomResourceDefinition.class))
                .create();

        opened.add(OperatorProcess.start(
                client,
                new Settings(Set.of(), "example.org/exporter:1", false, 0),
                new ShiftedClock(Clock.systemUTC()),
                Log.to(new ByteArrayOutputStream(), LogLevel.ERROR, LogFormat.LOGFMT)));
        tenant = new Tenant(kubernetes.client(), "team");
        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    private void failWrites() {
        kubernetes.failAll(
                call -> call.method().equals("PATCH")
                        && call.path().contains("/deployments/registry")
                        && call.manager().equals("registry-exporter-operator"),
                500,
                "InternalError",
                "failed calling webhook \"guard.example.org\"");
    }

    @Test
    void it_stays_in_the_status_with_the_reason_until_it_can_be_given_back() {
        failWrites();
        tenant.label("registry", Map.of("app", "other"));

        WorkloadStatus status = tenant.awaitReason("rex", "ApiError");
        assertThat(status.state()).isEqualTo(WorkloadState.FAILED);
        assertThat(status.message()).contains("guard.example.org");

        kubernetes.allowAll();
        tenant.awaitTakenBack("registry");
        tenant.awaitReady("rex", "NoTargets");
    }

    private long patches() {
        return kubernetes
                .requests()
                .count(request -> request.call().method().equals("PATCH")
                        && request.call().path().contains("/deployments/registry"));
    }

    @Test
    void the_end_of_its_resource_waits_for_it_and_not_for_ever() {
        failWrites();
        long before = patches();
        tenant.deleteExporter("rex");
        Await.until("the first try", () -> patches() > before);
        assertThat(tenant.exporter("rex").orElseThrow().getFinalizers()).isNotEmpty();

        later.set(Duration.ofMinutes(6));

        Await.until("the resource is let go", () -> tenant.exporter("rex").isEmpty());
        assertThat(tenant.sidecar("registry")).isPresent();
        assertThat(tenant.events("Deployment", "ExporterLeftBehind"))
                .singleElement()
                .satisfies(event -> assertThat(event.getMessage()).contains("guard.example.org"));
    }

    /** The real time, and later. */
    private final class ShiftedClock extends Clock {
        private final Clock clock;

        ShiftedClock(Clock clock) {
            this.clock = clock;
        }

        @Override
        public Instant instant() {
            return clock.instant().plus(later.get());
        }

        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
