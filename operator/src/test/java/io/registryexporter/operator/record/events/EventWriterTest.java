package io.registryexporter.operator.record.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.operator.fixture.Exporters;
import io.registryexporter.operator.fixture.Registries;
import io.registryexporter.operator.workload.Workload;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Events for an API server that is away. */
class EventWriterTest {
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final AtomicInteger progress = new AtomicInteger();

    @Test
    void each_event_counts_as_progress_because_many_of_them_take_long() {
        try (KubernetesClient away = clientOfNobody()) {
            Workload workload = Registries.usual().workload();
            new EventWriter(
                            away,
                            progress::incrementAndGet,
                            Clock.systemUTC(),
                            Log.to(log, LogLevel.INFO, LogFormat.LOGFMT))
                    .write(
                            Exporters.named("mine").build(),
                            workload.id(),
                            workload.uid(),
                            new EventWriter.Content(true, "Why", "because"));
        }

        assertThat(progress).hasValue(2);
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("cannot write event")
                .hasLineCount(2);
    }

    /** Nothing listens on the port. */
    private static KubernetesClient clientOfNobody() {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl("http://127.0.0.1:1")
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .build();
    }
}
