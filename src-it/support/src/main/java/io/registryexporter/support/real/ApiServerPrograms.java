package io.registryexporter.support.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The programs of a Kubernetes API server, in the layout of fabric8's kube-api-test:
 * {@code $KUBE_API_TEST_DIR/k8s/VERSION-linux-amd64/}. The newest version is taken. The controller manager is not part of
 * that layout, and may be missing.
 */
record ApiServerPrograms(Path etcd, Path apiServer, Path kubectl, Path controllerManager) {
    static final String VARIABLE = "KUBE_API_TEST_DIR";

    /** Whether the environment says that they are there. */
    static boolean promised() {
        return !Optional.ofNullable(System.getenv(VARIABLE)).orElse("").isEmpty();
    }

    static Optional<ApiServerPrograms> find() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .map(directory -> Path.of(directory, "k8s"))
                .filter(Files::isDirectory)
                .flatMap(ApiServerPrograms::newest);
    }

    private static Optional<ApiServerPrograms> newest(Path versions) {
        try (Stream<Path> directories = Files.list(versions)) {
            return directories
                    .map(directory -> new ApiServerPrograms(
                            directory.resolve("etcd"),
                            directory.resolve("kube-apiserver"),
                            directory.resolve("kubectl"),
                            directory.resolve("kube-controller-manager")))
                    .filter(ApiServerPrograms::complete)
                    .max(Comparator.comparing(programs -> programs.etcd().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean haveControllers() {
        return Files.isExecutable(controllerManager);
    }

    private boolean complete() {
        return List.of(etcd, apiServer, kubectl).stream().allMatch(Files::isExecutable);
    }
}
