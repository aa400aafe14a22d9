package io.registryexporter.demo;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.simulator.InProcessKubernetes;
import io.registryexporter.simulator.played.PlayedCluster;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/** The cluster, and what has been made on it, which goes in the reverse order. */
final class Stage implements AutoCloseable {
    private final KubernetesClient client;
    private final Path kubeconfig;
    private final boolean embedded;
    private final Deque<Runnable> undo = new ArrayDeque<>();

    private Stage(KubernetesClient client, Path kubeconfig, boolean embedded) {
        this.client = client;
        this.kubeconfig = kubeconfig;
        this.embedded = embedded;
    }

    /** A Kubernetes API in this process, with controllers and nodes that are played. */
    static Stage embedded(PrintStream out) {
        InProcessKubernetes kubernetes = InProcessKubernetes.start();
        Path kubeconfig = kubernetes.writeKubeconfig(temporary());
        PlayedCluster played = PlayedCluster.start(kubernetes.config());
        Stage stage = new Stage(kubernetes.client(), kubeconfig, true);
        stage.undo.push(() -> delete(kubeconfig, out));
        stage.undo.push(kubernetes::close);
        stage.undo.push(played::close);
        return stage;
    }

    /** The cluster that a kubeconfig leads to. */
    static Stage given(Path kubeconfig) {
        if (!Files.isReadable(kubeconfig)) {
            throw new IllegalStateException("no kubeconfig can be read at " + kubeconfig);
        }
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(kubeconfig.toFile()))
                .build();
        Stage stage = new Stage(client, kubeconfig, false);
        stage.undo.push(client::close);
        return stage;
    }

    KubernetesClient client() {
        return client;
    }

    Path kubeconfig() {
        return kubeconfig;
    }

    boolean isEmbedded() {
        return embedded;
    }

    /** Creates an object, and deletes it in the end; one that is there already stays. */
    void create(HasMetadata object) {
        if (client.resource(object).get() == null) {
            client.resource(object).create();
            undo.push(() -> client.resource(object).delete());
        }
    }

    /** The same, but it stays where in the end somebody else needs it. */
    void createWhile(HasMetadata object, BooleanSupplier unused) {
        if (client.resource(object).get() == null) {
            client.resource(object).create();
            undo.push(() -> {
                if (unused.getAsBoolean()) {
                    client.resource(object).delete();
                }
            });
        }
    }

    void onEnd(Runnable action) {
        undo.push(action);
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("registry-exporter-", ".kubeconfig");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file, PrintStream out) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            out.println("left behind: " + file);
        }
    }

    @Override
    public void close() {
        while (!undo.isEmpty()) {
            try {
                undo.pop().run();
            } catch (KubernetesClientException e) {
                System.err.println("could not be taken away: " + e.getMessage());
            }
        }
    }
}
