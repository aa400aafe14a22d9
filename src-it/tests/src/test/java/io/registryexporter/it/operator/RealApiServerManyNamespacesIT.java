package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import io.registryexporter.support.real.RunningOperator;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An operator that watches many namespaces by name, each with watches of its own. */
@RequiresApiServer
class RealApiServerManyNamespacesIT {
    private static final int MANY = 40;

    @TempDir
    private Path directory;

    @Test
    void it_starts_with_more_watches_than_one_connection_carries() {
        try (RealApiServer apiServer = RealApiServer.start(directory)) {
            Installation.install(apiServer.kubectl());
            List<String> names =
                    IntStream.range(0, MANY).mapToObj(i -> "team-" + i).toList();
            names.forEach(name -> apiServer
                    .admin()
                    .resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .endMetadata()
                            .build())
                    .create());
            try (RunningOperator operator = RunningOperator.start(
                    directory.resolve("operator.log"),
                    apiServer.kubeconfigOf(Installation.NAMESPACE, Installation.SERVICE_ACCOUNT),
                    Map.of("WATCH_NAMESPACES", String.join(",", names)))) {
                operator.awaitUntil("the lease", () -> operator.metric("registry_exporter_operator_leader") == 1);

                assertThat(operator.status("/-/ready")).isEqualTo(200);
            }
        }
    }
}
