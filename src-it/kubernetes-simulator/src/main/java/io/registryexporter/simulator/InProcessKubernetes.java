package io.registryexporter.simulator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.server.mock.KubernetesMockServer;
import io.fabric8.mockwebserver.Context;
import io.registryexporter.simulator.server.ApiCall;
import io.registryexporter.simulator.server.ApiDispatcher;
import io.registryexporter.simulator.server.ApiError;
import io.registryexporter.simulator.server.RequestLog;
import io.registryexporter.simulator.server.ResourceRequest;
import io.registryexporter.simulator.server.StreamingMockWebServer;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.function.Predicate;

/** A Kubernetes API on a port of the loopback interface; it has no controllers of its own. */
public final class InProcessKubernetes implements AutoCloseable {
    private final ApiDispatcher dispatcher;
    private final StreamingMockWebServer web;
    private final KubernetesMockServer server;
    private final KubernetesClient client;

    private InProcessKubernetes(Clock clock) {
        dispatcher = new ApiDispatcher(clock);
        web = new StreamingMockWebServer(dispatcher);
        server = new KubernetesMockServer(new Context(), web, new HashMap<>(), dispatcher, false);
        server.init(InetAddress.getLoopbackAddress(), 0);
        client = newClient();
    }

    public static InProcessKubernetes start() {
        return start(Clock.systemUTC());
    }

    /** With a clock that tells when objects are created and changed. */
    public static InProcessKubernetes start(Clock clock) {
        return new InProcessKubernetes(clock);
    }

    /** For example {@code http://127.0.0.1:40123}. */
    public String url() {
        return "http://" + web.getHostName() + ":" + web.getPort();
    }

    /** For clients of a test's own. */
    public Config config() {
        return new ConfigBuilder(Config.empty())
                .withMasterUrl(url())
                .withNamespace("default")
                .withHttp2Disable(true)
                .build();
    }

    /** The test's client; it is closed with this. */
    public KubernetesClient client() {
        return client;
    }

    /** Another client, for whoever closes his own. */
    public KubernetesClient newClient() {
        return new KubernetesClientBuilder().withConfig(config()).build();
    }

    /** Another client, which is told apart in the log of requests and in managed fields. */
    public KubernetesClient newClient(String userAgent) {
        return new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config()).withUserAgent(userAgent).build())
                .build();
    }

    /** Writes a file for KUBECONFIG and gives it. */
    public Path writeKubeconfig(Path file) {
        return KubeConfigFile.write(file, url(), "default");
    }

    public RequestLog requests() {
        return dispatcher.requests();
    }

    /** How many watches are open. */
    public int watches() {
        return dispatcher.watching();
    }

    /** Fails the next such request; the fabric8 client repeats what failed with 5xx or 429. */
    public void failNext(Predicate<ApiCall> wanted, int code, String reason, String message) {
        dispatcher.faults().failNext(wanted, ApiError.of(code, reason, message));
    }

    /** Fails each such request until {@link #allowAll()}. */
    public void failAll(Predicate<ApiCall> wanted, int code, String reason, String message) {
        dispatcher.faults().failAll(wanted, ApiError.of(code, reason, message));
    }

    /** Answers such requests with 403 as if a role did not allow them, until {@link #allowAll()}. */
    public void deny(Predicate<ResourceRequest> wanted) {
        dispatcher.faults().deny(wanted);
    }

    /** Ends all failures that were asked for. */
    public void allowAll() {
        dispatcher.faults().clear();
    }

    /** Ends all watches, as a real server does every now and then; clients come back by themselves. */
    public void dropWatches() {
        dispatcher.endWatches();
    }

    /** Goes down; what is stored stays. */
    public void stopServer() {
        web.pause();
    }

    /** Comes back on the same port. */
    public void restartServer() {
        web.resume();
    }

    @Override
    public void close() {
        client.close();
        server.destroy();
    }
}
