package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.support.real.PlainHttpProxy;
import io.registryexporter.support.real.RunningOperator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator behind a proxy that knows no WebSocket. */
abstract class ProxyScenarios {
    private static final String NOT_ASCII = "Registry für Ångström, 東京 🐳";
    private static final AtomicInteger NAMES = new AtomicInteger();

    @TempDir
    private Path directory;

    private final Opened opened = new Opened();

    /** For example {@code https://127.0.0.1:6443}. */
    abstract String server();

    /** A kubeconfig of the operator. */
    abstract Path kubeconfig();

    abstract KubernetesClient admin();

    @AfterEach
    void end() {
        opened.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 400, 502})
    void whatever_the_proxy_says_to_an_upgrade_the_operator_sees_what_happens(int status) {
        PlainHttpProxy proxy = opened.add(PlainHttpProxy.before(server(), 4096, status));
        RunningOperator operator = start(proxy);
        Tenant tenant = tenant();

        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");
        assertThat(operator.status("/-/ready")).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 4096})
    void letters_that_are_not_ascii_come_through_a_watch_in_pieces_of_any_size(int piece) {
        PlainHttpProxy proxy = opened.add(PlainHttpProxy.before(server(), piece, 400));
        RunningOperator operator = start(proxy);
        Tenant tenant = tenant();

        tenant.registry("registry");
        tenant.annotate("registry", "example.org/purpose", NOT_ASCII);
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");
        tenant.annotate("registry", "example.org/purpose", NOT_ASCII + "!");
        tenant.annotate("registry", "registryexporter.io/inject", "false");
        tenant.awaitTakenBack("registry");
        assertThat(operator.log()).doesNotContain("CTRL-CHAR").doesNotContain("failed for");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html>Gateway says no</html>\n", "{\"type\":\"ADDED\",\"object\":{\"kind\"\n", "{}\n", ""})
    void a_watch_in_which_something_else_comes_is_opened_again(String body) {
        PlainHttpProxy proxy = opened.add(PlainHttpProxy.before(server(), 4096, 400));
        proxy.answerNext(3, path -> path.contains("watch=true") && path.contains("deployments"), 200, body);
        RunningOperator operator = start(proxy);
        Tenant tenant = tenant();

        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");
        operator.awaitUntil("readiness", () -> operator.status("/-/ready") == 200);
    }

    @Test
    void a_watch_that_the_proxy_refuses_for_a_while_is_opened_again() {
        PlainHttpProxy proxy = opened.add(PlainHttpProxy.before(server(), 4096, 400));
        for (int status : new int[] {0, 403, 429, 500, 502, 504}) {
            proxy.answerNext(5, path -> path.contains("watch=true"), status, "");
        }
        start(proxy);
        Tenant tenant = tenant();

        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200, 429, 500})
    void what_goes_wrong_at_the_start_is_waited_for_and_not_blamed_on_the_roles(int status) {
        PlainHttpProxy proxy = opened.add(PlainHttpProxy.before(server(), 4096, 400));
        for (String path : new String[] {
            "/registryexporters?",
            "/deployments?",
            "/statefulsets?",
            "/namespaces?",
            "/customresourcedefinitions?",
            "/selfsubjectrulesreviews"
        }) {
            proxy.answerNext(
                    status == 200 ? 1 : 5,
                    target -> target.contains(path) && !target.contains("watch=true"),
                    status,
                    "<html>");
        }
        RunningOperator operator = start(proxy, "true");
        Tenant tenant = tenant();

        tenant.registry("registry");
        tenant.exporter("rex", "registry");
        tenant.awaitInjected("registry");
        assertThat(operator.log()).doesNotContain("roles in deploy");
        operator.terminate();
    }

    private Tenant tenant() {
        return new Tenant(admin(), "proxied-" + NAMES.incrementAndGet());
    }

    private RunningOperator start(PlainHttpProxy proxy) {
        return start(proxy, "false");
    }

    private RunningOperator start(PlainHttpProxy proxy, String leaderElection) {
        try {
            Path through = Files.writeString(
                    directory.resolve("through.kubeconfig"),
                    Files.readString(kubeconfig())
                            .replace("insecure-skip-tls-verify: true", "x: y")
                            .replace(server(), proxy.url()));
            return opened.add(RunningOperator.start(
                    directory.resolve("operator.log"), through, Map.of("LEADER_ELECTION", leaderElection)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
