package io.registryexporter.operator.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.workload.TrimmingModule;

/** The client as the operator uses it: patient, within bounds, and small in memory. */
public final class OperatorClient {
    /** A round is tried again anyway, and others wait meanwhile. */
    private static final int RETRIES = 3;

    private OperatorClient() {}

    /**
     * For the cluster of KUBECONFIG, or the one that it runs in. It watches by plain HTTP, which goes through every proxy,
     * and by HTTP/1.1: an API server lets one connection of HTTP/2 have 100 watches, and the JDK opens no second one.
     *
     * @param fatalErrors hears of errors that the client keeps to itself
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

    private static KubernetesSerialization serialization() {
        return new KubernetesSerialization(new ObjectMapper().registerModule(new TrimmingModule()), true);
    }
}
