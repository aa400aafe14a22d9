package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.run.OperatorProcess;
import io.registryexporter.operator.run.Settings;
import io.registryexporter.simulator.InProcessKubernetes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an operator sees around it when it starts. */
class InProcessStartIT {
    private static final Path CRD =
            Path.of(System.getProperty("project.root"), "crds", "registryexporters.registryexporter.io-v1.yml");

    private final Opened opened = new Opened();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
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

    private void startOperator() throws IOException, InterruptedException {
        opened.add(OperatorProcess.start(
                opened.add(kubernetes.newClient("registry-exporter-operator")),
                new Settings(Set.of(), "example.org/exporter:1", false, 0),
                Clock.systemUTC(),
                Log.to(log, LogLevel.WARN, LogFormat.LOGFMT)));
    }

    private void holdLease() {
        Tenant tenant = new Tenant(kubernetes.client(), "elsewhere");
        kubernetes
                .client()
                .resource(new LeaseBuilder()
                        .withNewMetadata()
                        .withNamespace(tenant.namespace())
                        .withName(Names.LEASE)
                        .endMetadata()
                        .withNewSpec()
                        .withHolderIdentity("another")
                        .withLeaseDurationSeconds(15)
                        .withRenewTime(ZonedDateTime.now(Clock.systemUTC()))
                        .endSpec()
                        .build())
                .create();
    }

    @Test
    void another_operator_is_warned_of_by_the_namespace_of_its_lease() throws Exception {
        holdLease();
        startOperator();

        assertThat(logged()).contains("another operator is running").contains("elsewhere/" + Names.LEASE);
    }

    @Test
    void without_the_right_to_list_leases_nothing_is_said() throws Exception {
        holdLease();
        kubernetes.deny(
                request -> request.plural().equals("leases") && request.verb().equals("list"));
        startOperator();

        assertThat(logged()).isEmpty();
    }

    @Test
    void the_opt_out_of_a_namespace_that_the_watch_has_not_told_of_is_asked_for() throws Exception {
        kubernetes.deny(request ->
                request.plural().equals("namespaces") && !request.verb().equals("get"));
        startOperator();
        kubernetes.allowAll();
        Tenant tenant = new Tenant(kubernetes.client(), "new");
        tenant.annotateNamespace(Names.INJECT, "false");
        tenant.registry("registry");
        tenant.exporter("rex", "registry");

        assertThat(tenant.awaitReason("rex", "OptedOut").message()).contains("namespace");
        assertThat(tenant.sidecar("registry")).isEmpty();
    }

    @Test
    void a_namespace_that_may_not_be_got_has_opted_out_of_nothing() throws Exception {
        Tenant tenant = new Tenant(kubernetes.client(), "new");
        kubernetes.deny(request ->
                request.plural().equals("namespaces") && request.namespace().isEmpty());
        startOperator();
        tenant.registry("registry");
        tenant.exporter("rex", "registry");

        tenant.awaitInjected("registry");
    }

    private String logged() {
        return log.toString(StandardCharsets.UTF_8);
    }
}
