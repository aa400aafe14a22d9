package io.registryexporter.operator.execute;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.monitoring.MonitoringKind;
import java.util.Optional;

/** Writes and deletes objects of the Prometheus Operator. */
public final class MonitoringWriter {
    private static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(Names.FIELD_MANAGER)
            .withForce(false)
            .build();

    private final KubernetesClient client;

    public MonitoringWriter(KubernetesClient client) {
        this.client = client;
    }

    /** The current object of that name, whoever created it. */
    public Optional<GenericKubernetesResource> existing(MonitoringKind kind, String namespace, String name) {
        return Optional.ofNullable(client.genericKubernetesResources(kind.context())
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    /**
     * Applies the operator's fields of the object.
     *
     * @throws KubernetesClientException if the API server refuses the request, or did not decide
     */
    public void apply(MonitoringKind kind, ObjectNode wanted) {
        GenericKubernetesResource object =
                client.getKubernetesSerialization().convertValue(wanted, GenericKubernetesResource.class);
        GenericKubernetesResource unused = client.genericKubernetesResources(kind.context())
                .inNamespace(object.getMetadata().getNamespace())
                .resource(object)
                .patch(APPLY);
    }

    /**
     * Deletes the object.
     *
     * @throws KubernetesClientException if the API server refuses the request, or did not decide
     */
    public void delete(MonitoringKind kind, GenericKubernetesResource live) {
        client.genericKubernetesResources(kind.context())
                .inNamespace(live.getMetadata().getNamespace())
                .withName(live.getMetadata().getName())
                .delete();
    }
}
