package io.registryexporter.demo;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.run.OperatorProcess;
import io.registryexporter.operator.run.Settings;
import io.registryexporter.support.real.Await;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The operator finds a registry, injects the exporter, and the exporter runs with the arguments that it was given. */
final class Play {
    private static final String NAMESPACE = "registry-exporter-demo";
    private static final String IMAGE = "ghcr.io/registry-exporter/exporter:1.0.0";

    private final Stage stage;
    private final Screen screen;
    private final Path storage;
    private final Path exporterJar;
    private final Path crds;

    Play(Stage stage, Screen screen, Path storage, Path exporterJar, Path crds) {
        this.stage = stage;
        this.screen = screen;
        this.storage = storage;
        this.exporterJar = exporterJar;
        this.crds = crds;
    }

    void perform() throws InterruptedException {
        showCluster();
        installDefinition();
        startOperator();
        createRegistry();
        applyResource();
        Deployment injected = showContainer();
        showStatus();
        startExporter(container(injected).orElseThrow());
        showWhatToTry();
    }

    private void showCluster() {
        screen.step(
                stage.isEmbedded()
                        ? "A Kubernetes API in this process; deployments, pods and nodes are played"
                        : "The cluster of " + stage.kubeconfig());
        screen.say("export KUBECONFIG=" + stage.kubeconfig());
    }

    private void installDefinition() {
        CustomResourceDefinition definition =
                stage.client().getKubernetesSerialization().unmarshal(read(crds), CustomResourceDefinition.class);
        stage.createWhile(definition, this::nobodyElseUsesIt);
        stage.client().resource(definition).waitUntilCondition(Play::isEstablished, 30, TimeUnit.SECONDS);
        stage.create(DemoObjects.namespace(NAMESPACE));
    }

    /** With the definition go the resources of everybody. */
    private boolean nobodyElseUsesIt() {
        return stage.client()
                .resources(RegistryExporter.class)
                .inAnyNamespace()
                .list()
                .getItems()
                .isEmpty();
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition ->
                                "Established".equals(condition.getType()) && "True".equals(condition.getStatus()));
    }

    private void startOperator() throws InterruptedException {
        // On somebody's cluster, what others have there is no business of a demonstration.
        Set<String> namespaces = stage.isEmbedded() ? Set.of() : Set.of(NAMESPACE);
        screen.step("The operator starts, for " + (namespaces.isEmpty() ? "all namespaces" : "namespace " + NAMESPACE));
        Settings settings = new Settings(namespaces, IMAGE, false, 0);
        Log log = Log.to(System.out, LogLevel.INFO, LogFormat.LOGFMT);
        Logger.getLogger("").setLevel(Level.WARNING);
        try {
            OperatorProcess operator = OperatorProcess.start(stage.client(), settings, Clock.systemUTC(), log);
            stage.onEnd(operator::close);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void createRegistry() {
        screen.step("A registry with a volume, as teams run it");
        DemoObjects.registry(NAMESPACE).forEach(stage::create);
        screen.say("kubectl -n " + NAMESPACE + " get deployment registry");
    }

    private void applyResource() {
        screen.step("kubectl apply -f of this RegistryExporter");
        screen.say(DemoObjects.RESOURCE);
        stage.client()
                .load(new ByteArrayInputStream(DemoObjects.RESOURCE.getBytes(StandardCharsets.UTF_8)))
                .items()
                .forEach(item ->
                        stage.client().resource(item).inNamespace(NAMESPACE).create());
        stage.onEnd(this::deleteResource);
    }

    /** First of all, so that the operator takes the exporter back as long as it runs. */
    private void deleteResource() {
        KubernetesClient client = stage.client();
        client.resources(RegistryExporter.class)
                .inNamespace(NAMESPACE)
                .withName("registry")
                .delete();
        Await.until("the exporter is taken back", () -> container(deployment()).isEmpty());
    }

    private Deployment showContainer() {
        Await.until("the exporter is injected", () -> container(deployment()).isPresent());
        Deployment deployment = deployment();
        screen.step("The operator has added this container, and three annotations, and nothing else");
        screen.say(stage.client()
                .getKubernetesSerialization()
                .asYaml(List.of(container(deployment).orElseThrow())));
        return deployment;
    }

    private Deployment deployment() {
        return stage.client()
                .apps()
                .deployments()
                .inNamespace(NAMESPACE)
                .withName("registry")
                .get();
    }

    private static Optional<Container> container(Deployment deployment) {
        return deployment.getSpec().getTemplate().getSpec().getContainers().stream()
                .filter(candidate -> Names.CONTAINER.equals(candidate.getName()))
                .findFirst();
    }

    private void showStatus() {
        String wanted = stage.isEmbedded() ? "True" : "";
        RegistryExporterStatus status = Await.found(
                "a status",
                () -> Optional.ofNullable(stage.client()
                                .resources(RegistryExporter.class)
                                .inNamespace(NAMESPACE)
                                .withName("registry")
                                .get())
                        .flatMap(RegistryExporter::written)
                        .filter(written -> written.conditions().stream()
                                .anyMatch(condition -> condition.getStatus().contains(wanted))));
        screen.step("kubectl -n " + NAMESPACE + " get rex registry -o yaml, its status");
        screen.say(stage.client().getKubernetesSerialization().asYaml(status));
    }

    private void startExporter(Container container) {
        DemoExporter exporter = DemoExporter.start(exporterJar, storage, container.getArgs());
        stage.onEnd(exporter::close);
        screen.step("The exporter runs with these arguments, on " + storage.getFileName());
        screen.say(exporter.command());
        screen.say("");
        screen.say("curl -s http://localhost:" + container.getPorts().get(0).getContainerPort() + "/metrics");
        screen.say(exporter.firstMetrics());
    }

    private void showWhatToTry() {
        screen.step("Try it, in another terminal");
        screen.say("""
                export KUBECONFIG=%1$s
                kubectl -n %2$s get rex
                kubectl -n %2$s describe deployment registry
                kubectl -n %2$s label deployment registry app-
                kubectl -n %2$s label deployment registry app=registry
                kubectl -n %2$s delete rex registry
                curl -s http://localhost:8080/metrics | grep ^registry_repository
                """.formatted(stage.kubeconfig(), NAMESPACE));
        screen.say("Ctrl-C ends it.");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
