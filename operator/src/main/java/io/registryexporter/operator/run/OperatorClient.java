package io.registryexporter.operator.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.workload.SlimObjects;

/** The client as the operator uses it: patient, within bounds, and small in memory. */
public final class OperatorClient {
    /** A round is tried again anyway, and others wait meanwhile. */
    private static final int RETRIES = 3;

    private OperatorClient() {}

    /**
     * For the cluster of KUBECONFIG, or the one that it runs in. It watches by plain HTTP, which goes through every proxy.
     *
     * @param lastWords hears of errors that the client keeps to itself
     */
    public static KubernetesClient create(LastWords lastWords) {
        Config config = new ConfigBuilder(Config.autoConfigure(null))
                .withRequestRetryBackoffLimit(RETRIES)
                .withOnlyHttpWatches(true)
                .build();
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(serialization())
                .withConfig(withoutUpgrades(config))
                .withHttpClientBuilderConsumer(
                        builder -> builder.addOrReplaceInterceptor("request-rate", new RequestRate())
                                .addOrReplaceInterceptor("watch-stream", new WatchStream(lastWords::hear)))
                .build();
    }

    /** Without TLS each request would ask for HTTP/2 by an Upgrade, which a proxy may refuse. */
    private static Config withoutUpgrades(Config config) {
        return config.getMasterUrl().startsWith("https:")
                ? config
                : new ConfigBuilder(config).withHttp2Disable(true).build();
    }

    private static KubernetesSerialization serialization() {
        return new KubernetesSerialization(new ObjectMapper().registerModule(new SlimObjects()), true);
    }
}
