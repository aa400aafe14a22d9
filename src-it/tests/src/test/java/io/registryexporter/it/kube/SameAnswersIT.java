package io.registryexporter.it.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.it.kube.Conversation.Step;
import io.registryexporter.simulator.InProcessKubernetes;
import io.registryexporter.support.custom.Lamp;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same requests to a real API server and to the one in this process. */
@RequiresApiServer
class SameAnswersIT {
    private static final Map<String, String> METHODS =
            Map.of("apply", "PATCH", "merge", "PATCH", "json", "PATCH", "strategic", "PATCH");

    @TempDir
    private static Path files;

    private static RealApiServer server;
    private static InProcessKubernetes api;

    @BeforeAll
    static void start() {
        server = RealApiServer.start(files);
        api = InProcessKubernetes.start();
        for (KubernetesClient client : List.of(server.admin(), api.client())) {
            client.load(Lamp.definition()).serverSideApply();
            client.load(Lamp.definition()).waitUntilCondition(SameAnswersIT::isEstablished, 30, TimeUnit.SECONDS);
        }
    }

    @AfterAll
    static void stop() {
        server.close();
        api.close();
    }

    private static boolean isEstablished(HasMetadata crd) {
        return ((CustomResourceDefinition) crd)
                .getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }

    static List<String> conversations() {
        try (Stream<Path> files = Files.list(directory())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory() {
        return Path.of("src", "test", "conversations");
    }

    @ParameterizedTest
    @MethodSource("conversations")
    void a_real_server_answers_the_same(String name) {
        List<Step> steps = steps(directory().resolve(name));
        Conversation expected = new Conversation(server.admin());
        Conversation actual = new Conversation(api.client());

        steps.forEach(expected::send);
        steps.forEach(actual::send);

        assertThat(written(name, "in-process", actual)).isEqualTo(written(name, "real", expected));
    }

    /** The answers, which are left in files too, for a look at the difference. */
    private static String written(String name, String whose, Conversation conversation) {
        try {
            Path directory = Files.createDirectories(Path.of("target", "conversations"));
            String answers = String.join("\n\n", conversation.answers());
            Files.writeString(directory.resolve(name + "." + whose), answers);
            return answers;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A step is a line {@code ### METHOD path}, or a kind of patch for the method, and its body below. */
    private static List<Step> steps(Path file) {
        try {
            List<Step> steps = new ArrayList<>();
            for (String part : Files.readString(file).split("(?m)^### ", -1)) {
                if (!part.isBlank()) {
                    String[] headAndBody = part.split("\n", 2);
                    String[] head = headAndBody[0].split(" ", 2);
                    steps.add(new Step(
                            METHODS.getOrDefault(head[0], head[0]), head[1].strip(), head[0], headAndBody[1].strip()));
                }
            }
            return steps;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
