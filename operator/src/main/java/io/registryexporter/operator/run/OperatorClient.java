package io.registryexporter.operator.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.workload.OwnersDeserializer;

/** The client as the operator uses it: patient, within bounds, and small in memory. */
public final class OperatorClient {
    /** A round is tried again anyway, and others wait meanwhile. */
    private static final int RETRIES = 3;

    private OperatorClient() {}

    /** For the cluster of KUBECONFIG, or the one that it runs in. */
    public static KubernetesClient create() {
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(serialization())
                .editOrNewConfig()
                .withRequestRetryBackoffLimit(RETRIES)
                .endConfig()
                .withHttpClientBuilderConsumer(
                        builder -> builder.addOrReplaceInterceptor("request-rate", new RequestRate()))
                .build();
    }

    private static KubernetesSerialization serialization() {
        SimpleModule owners = new SimpleModule().addDeserializer(FieldsV1.class, new OwnersDeserializer());
        return new KubernetesSerialization(new ObjectMapper().registerModule(owners), true);
    }
}
