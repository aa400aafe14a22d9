package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.operator.decide.desired.AllowedExporters;
import io.registryexporter.operator.decide.desired.AllowedImages;
import io.registryexporter.operator.monitoring.MonitoringKind;
import io.registryexporter.operator.run.DryRunReport;
import io.registryexporter.operator.run.DryRuns;
import io.registryexporter.operator.run.OperatorProcess;
import io.registryexporter.operator.run.Settings;
import io.registryexporter.simulator.InProcessKubernetes;
import io.registryexporter.support.real.Await;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An operator whose settings bound what resources may ask for. */
class InProcessAllowedIT {
    private static final Path CRD =
            Path.of(System.getProperty("project.root"), "crds", "registryexporters.registryexporter.io-v1.yml");
    private static final String OWN = "example.org/exporter:1";
    private static final String FOREIGN = "elsewhere.example.org/exporter:1";
    private static final String IMAGE = "{\"spec\":{\"exporter\":{\"image\":%s}}}";
    private static final AllowedExporters BOUNDED =
            new AllowedExporters(AllowedImages.of(List.of("ghcr.io/registry-exporter/"), OWN), false, false, false);

    private final Opened opened = new Opened();
    private InProcessKubernetes kubernetes;
    private Tenant tenant;

    @BeforeEach
    void start() throws Exception {
        kubernetes = opened.add(InProcessKubernetes.start());
        kubernetes
                .client()
                .resource(
                        new KubernetesSerialization().unmarshal(Files.readString(CRD), CustomResourceDefinition.class))
                .create();
        tenant = new Tenant(kubernetes.client(), "team");
        tenant.registry("registry");
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    private OperatorProcess operator(AllowedExporters allowed) throws Exception {
        return OperatorProcess.start(
                opened.add(kubernetes.newClient("registry-exporter-operator")),
                new Settings(Set.of(), OWN, allowed, false, 0),
                Clock.systemUTC(),
                Log.to(new ByteArrayOutputStream(), LogLevel.WARN, LogFormat.LOGFMT));
    }

    @Test
    void a_registry_gets_nothing_of_a_refused_resource_and_gets_it_when_the_resource_is_mended() throws Exception {
        opened.add(operator(BOUNDED));
        long before = tenant.generation("registry");
        tenant.create(Manifests.exporter("rex", "registry", "{image: " + FOREIGN + "}"));

        assertThat(tenant.awaitReason("rex", "ExporterNotAllowed").message()).contains(FOREIGN);
        assertThat(tenant.generation("registry")).isEqualTo(before);

        tenant.patchExporter("rex", IMAGE.formatted("null"));
        assertThat(tenant.awaitInjected("registry").getImage()).isEqualTo(OWN);
    }

    @Test
    void an_exporter_that_was_injected_before_stays_as_it_is_and_goes_with_its_resource() throws Exception {
        try (OperatorProcess unbounded = operator(AllowedExporters.all())) {
            assertThat(unbounded).isNotNull();
            tenant.exporter("rex", "registry");
            tenant.awaitInjected("registry");
            tenant.patchExporter("rex", IMAGE.formatted("\"" + FOREIGN + "\""));
            Await.until(
                    "the foreign image",
                    () -> tenant.sidecar("registry")
                            .map(Container::getImage)
                            .filter(FOREIGN::equals)
                            .isPresent());
        }
        long before = tenant.generation("registry");

        opened.add(operator(BOUNDED));
        tenant.awaitReason("rex", "ExporterNotAllowed");
        tenant.patchExporter(
                "rex", "{\"spec\":{\"exporter\":{\"port\":9000,\"securityContext\":{\"privileged\":true}}}}");
        Await.until(
                "the second refusal",
                () -> tenant.workload("rex", "registry")
                        .filter(status -> status.message().contains("securityContext"))
                        .isPresent());
        assertThat(tenant.generation("registry")).isEqualTo(before);
        assertThat(tenant.status("rex"))
                .hasValueSatisfying(status -> assertThat(status.injected()).isEqualTo(1));

        tenant.deleteExporter("rex");
        tenant.awaitTakenBack("registry");
    }

    @Test
    void an_exporter_that_stays_as_it_is_is_scraped_where_it_serves() throws Exception {
        kubernetes
                .client()
                .resource(new KubernetesSerialization()
                        .unmarshal(
                                Manifests.monitoringKind(MonitoringKind.POD_MONITOR.toString()),
                                CustomResourceDefinition.class))
                .create();
        opened.add(operator(BOUNDED));
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");
        Await.until("the PodMonitor", () -> paths().contains("/metrics"));

        tenant.patchExporter("rex", "{\"spec\":{\"exporter\":{\"args\":[\"--web.telemetry-path=/m\",\"report\"]}}}");
        tenant.awaitReason("rex", "ExporterNotAllowed");

        assertThat(paths()).isEqualTo(List.of("/metrics"));
    }

    private List<?> paths() {
        return Stream.ofNullable(kubernetes
                        .client()
                        .genericKubernetesResources(MonitoringKind.POD_MONITOR.context())
                        .inNamespace("team")
                        .withName("rex")
                        .get())
                .flatMap(monitor -> monitor.<List<Map<String, Object>>>get("spec", "podMetricsEndpoints").stream())
                .map(endpoint -> endpoint.get("path"))
                .toList();
    }

    @Test
    void a_dry_run_says_so_too() {
        tenant.create(Manifests.exporter("rex", "registry", "{args: [report]}"));
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        DryRunReport report =
                new DryRunReport(DryRunReport.Format.TABLE, new PrintStream(out, true, StandardCharsets.UTF_8));
        new DryRuns(
                        new Settings(Set.of(), OWN, BOUNDED, false, 0),
                        Clock.systemUTC(),
                        Log.to(new ByteArrayOutputStream(), LogLevel.INFO, LogFormat.LOGFMT),
                        report)
                .ofCluster(kubernetes.client());

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("ExporterNotAllowed: spec.exporter.args[0] is no option of the exporter (ALLOW_ANY_ARGS)")
                .contains("0 to inject");
    }
}
