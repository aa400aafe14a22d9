package io.registryexporter.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.record.status.Target;
import io.registryexporter.operator.workload.Workload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What goes wrong with one workload. */
class GuardTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final Guard guard = new Guard(() -> {}, error -> {}, Log.to(log, LogLevel.INFO, LogFormat.LOGFMT));
    private final RegistryExporter resource = Exporters.named("mine").build();
    private final Workload workload = Registries.usual().workload();

    @Test
    void what_goes_well_is_no_failure() {
        assertThat(guard.failure(resource, workload, () -> {})).isEmpty();
    }

    @Test
    void an_error_of_the_api_server_is_reported_with_its_message() {
        assertThat(guard.failure(resource, workload, () -> {
                    throw new KubernetesClientException("connection refused");
                }))
                .map(Target::verdict)
                .contains(new Verdict(Reason.API_ERROR, "connection refused"));
        assertThat(logged()).isEmpty();
    }

    @Test
    void a_mistake_is_an_internal_error_and_the_log_has_its_stack_trace() {
        assertThat(failing(resource))
                .map(Target::verdict)
                .contains(new Verdict(Reason.INTERNAL_ERROR, "java.lang.IllegalStateException: oh"));
        assertThat(logged())
                .contains("level=error")
                .contains("namespace=team workload=Deployment/registry resource=mine")
                .contains("at io.registryexporter.operator.reconcile.GuardTest")
                .hasLineCount(1);
    }

    @Test
    void an_error_that_the_status_reports_is_not_logged_again() {
        Target reported = failing(resource).orElseThrow();
        log.reset();
        RegistryExporter later = Exporters.named("mine")
                .status(new RegistryExporterStatus(1L, 1, 0, 0, List.of(), List.of(reported.status())))
                .build();
        assertThat(failing(later)).contains(reported);
        assertThat(logged()).isEmpty();
    }

    private Optional<Target> failing(RegistryExporter selecting) {
        return guard.failure(selecting, workload, () -> {
            throw new IllegalStateException("oh");
        });
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }
}
