package io.registryexporter.operator.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.workload.TrimmingModule;

/** Creates the client of the operator, with retries, a limited rate of requests and trimmed objects. */
public final class OperatorClient {
    /** Few, because the framework repeats a round anyway, and other rounds wait meanwhile. */
    private static final int RETRIES = 3;

    private OperatorClient() {}

    /**
     * A client for the cluster of KUBECONFIG, or the cluster that it runs in. It watches by plain HTTP, which every
     * proxy forwards, and by HTTP/1.1: an API server allows 100 watches on one HTTP/2 connection, and the JDK opens no
     * second connection.
     *
     * @param fatalErrors handles errors that the client does not report
     */
    public static KubernetesClient create(FatalErrorHandler fatalErrors) {
        Config config = new ConfigBuilder(Config.autoConfigure(null))
                .withRequestRetryBackoffLimit(RETRIES)
                .withOnlyHttpWatches(true)
                .withHttp2Disable(true)
                .build();
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(serialization())
                .withConfig(config)
                .withHttpClientBuilderConsumer(builder -> builder.addOrReplaceInterceptor(
                                "request-rate", new RequestRateLimiter())
                        .addOrReplaceInterceptor("watch-stream", new WatchStream(fatalErrors::exitIfOutOfMemory)))
                .build();
    }

    /** Trims objects as they are read. */
    static KubernetesSerialization serialization() {
        return new KubernetesSerialization(new ObjectMapper().registerModule(new TrimmingModule()), true);
    }
}
