package io.registryexporter.demo;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.run.CannotRunException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * {@code Demo SAMPLE-STORAGE EXPORTER-JAR CRDS [KUBECONFIG]}: shows the operator and the exporter until it is told to stop,
 * and takes away what it made.
 */
public final class Demo {
    private static final int FAILED = 2;

    private Demo() {}

    public static void main(String[] arguments) throws InterruptedException {
        Screen screen = new Screen(System.out);
        Path storage = Path.of(arguments[0]);
        Path exporterJar = Path.of(arguments[1]);
        Path crds = Path.of(arguments[2]);
        Optional<Path> kubeconfig = Optional.of(arguments)
                .filter(given -> given.length > 3 && !given[3].isBlank())
                .map(given -> Path.of(given[3]));
        try {
            Stage stage = kubeconfig.map(Stage::given).orElseGet(() -> Stage.embedded(System.out));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stage, System.out), "end"));
            new Play(stage, screen, storage, exporterJar, crds).perform();
            new CountDownLatch(1).await();
        } catch (CannotRunException | KubernetesClientException | IllegalStateException e) {
            System.err.println("cannot go on: " + e.getMessage());
            System.exit(FAILED);
        }
    }

    private static void end(Stage stage, PrintStream out) {
        out.println();
        out.println("taking away what was made here");
        stage.close();
    }
}
