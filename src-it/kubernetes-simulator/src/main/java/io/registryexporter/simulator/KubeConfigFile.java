package io.registryexporter.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What kubectl reads to find a cluster. */
final class KubeConfigFile {
    private KubeConfigFile() {}

    static Path write(Path file, String server, String namespace) {
        try {
            return Files.writeString(file, """
                    apiVersion: v1
                    kind: Config
                    clusters:
                    - name: in-process
                      cluster:
                        server: %s
                    users:
                    - name: tester
                      user: {}
                    contexts:
                    - name: in-process
                      context:
                        cluster: in-process
                        user: tester
                        namespace: %s
                    current-context: in-process
                    """.formatted(server, namespace));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
