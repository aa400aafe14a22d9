package io.registryexporter.it.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.marcnuri.helm.Helm;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the quick start that ask an API server, one after the other, as the page has them. */
@Tag("once")
@RequiresApiServer
class QuickStartIT {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    /** These wait for pods, which an API server alone does not run, or leave kustomize's way for Helm's. */
    private static final List<String> NEED_NODES =
            List.of("kubectl -n registry wait", "kubectl -n registry port-forward");

    @TempDir
    private Path directory;

    @Test
    void each_command_is_taken_by_a_new_cluster() throws IOException {
        List<String> commands = Files.readAllLines(ROOT.resolve("docs/quick-start.md")).stream()
                .filter(line -> line.startsWith("    kubectl ") || line.startsWith("    helm "))
                .map(String::strip)
                .filter(command -> NEED_NODES.stream().noneMatch(command::startsWith))
                .takeWhile(command -> !command.contains("-Prun"))
                .toList();
        assertThat(commands).hasSizeGreaterThan(6);
        try (RealApiServer server = RealApiServer.start(directory)) {
            for (String command : commands) {
                run(command, server);
            }
            assertThat(server.kubectl().ok("get", "rex", "-A")).contains("No resources found");
        }
    }

    private static void run(String command, RealApiServer server) {
        List<String> words = Arrays.asList(command.split(" ", -1));
        if (command.startsWith("helm install")) {
            String chart = Chart.helm()
                    .install()
                    .withName(words.get(2))
                    .withNamespace(words.get(words.indexOf("--namespace") + 1))
                    .createNamespace()
                    .withKubeConfig(server.adminKubeconfig())
                    .call()
                    .getChart();
            assertThat(ROOT.resolve(words.get(3))).isEqualTo(Chart.DIRECTORY);
            assertThat(chart).startsWith("registry-exporter-operator-");
        } else if (command.startsWith("helm uninstall")) {
            Helm.uninstall(words.get(2))
                    .withNamespace(words.get(words.indexOf("--namespace") + 1))
                    .withKubeConfig(server.adminKubeconfig())
                    .call();
        } else {
            server.kubectl()
                    .ok(words.subList(1, words.size()).stream()
                            .map(word -> word.startsWith("deploy") && !word.startsWith("deployment")
                                    ? ROOT.resolve(word).toString()
                                    : word)
                            .toArray(String[]::new));
        }
    }
}
