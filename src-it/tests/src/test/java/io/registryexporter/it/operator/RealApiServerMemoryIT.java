package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import io.registryexporter.support.real.RunningOperator;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants whose objects are as large as an API server lets them be, and the memory of the operator. */
@RequiresApiServer
class RealApiServerMemoryIT {
    private static final int MANY = 260;
    private static final String LARGE = "v".repeat(1_100_000);

    /** What the flags of operator/jvm.options make of the container's limit. */
    private static final String HEAP = "-Xmx192m";

    @TempDir
    private Path directory;

    private final Opened opened = new Opened();
    private RealApiServer apiServer;

    @BeforeEach
    void start() {
        apiServer = opened.add(RealApiServer.start(directory));
        Installation.install(apiServer.kubectl());
        withoutBounds(apiServer.admin());
    }

    @AfterEach
    void stop() {
        opened.close();
    }

    /** As a definition of before. */
    private static void withoutBounds(KubernetesClient admin) {
        CustomResourceDefinition definition = admin.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("registryexporters.registryexporter.io")
                .edit(live -> {
                    live.getSpec()
                            .getVersions()
                            .get(0)
                            .getSchema()
                            .setOpenAPIV3Schema(new JSONSchemaPropsBuilder()
                                    .withType("object")
                                    .withXKubernetesPreserveUnknownFields(true)
                                    .build());
                    return live;
                });
        assertThat(definition).isNotNull();
    }

    private RunningOperator launch(String heap) {
        return opened.add(RunningOperator.launch(
                directory.resolve("operator.log"),
                apiServer.kubeconfigOf(Installation.NAMESPACE, Installation.SERVICE_ACCOUNT),
                Map.of("LEADER_ELECTION", "false"),
                "-XX:+UseSerialGC",
                heap));
    }

    private Tenant hostile() {
        Tenant hostile = new Tenant(apiServer.admin(), "hostile");
        String large = "{env: [{name: A, value: " + LARGE + "}]}";
        IntStream.range(0, MANY).parallel().forEach(i -> {
            hostile.create(Manifests.exporter("rex-" + i, "none", large));
            hostile.create("""
                    apiVersion: apps/v1
                    kind: Deployment
                    metadata: {name: large-%1$d}
                    spec:
                      replicas: 0
                      selector: {matchLabels: {app: large}}
                      template:
                        metadata: {labels: {app: large}}
                        spec:
                          containers: [{name: a, image: a, env: [{name: A, value: %2$s}]}]
                    """.formatted(i, LARGE));
        });
        return hostile;
    }

    @Test
    void large_resources_and_workloads_that_are_there_already_harm_nobody() {
        Tenant hostile = hostile();
        hostile.registry("registry");
        hostile.create(Manifests.exporter("large", "registry", "{env: [{name: A, value: " + LARGE + "}]}"));
        RunningOperator operator = launch(HEAP);
        operator.awaitUntil("start", operator::started);
        Tenant small = new Tenant(apiServer.admin(), "small");

        small.registry("registry");
        small.exporter("rex", "registry");
        small.awaitInjected("registry");

        assertThat(hostile.awaitReason("large", "SpecTooLarge").message()).contains("exporter.env");
        assertThat(hostile.sidecar("registry")).isEmpty();
        Await.until("health", () -> operator.status("/-/healthy") == 200);
    }

    @Test
    void where_the_memory_does_not_suffice_the_process_ends_with_its_own_words() {
        hostile();

        RunningOperator operator = launch("-Xmx20m");

        assertThat(operator.exitCode()).isEqualTo(3);
        assertThat(operator.log())
                .contains("level=error msg=\"out of memory; ending.")
                .doesNotContain("roles in deploy");
    }
}
