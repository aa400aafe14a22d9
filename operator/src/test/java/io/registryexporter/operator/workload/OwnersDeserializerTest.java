package io.registryexporter.operator.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.fabric8.kubernetes.api.model.FieldsV1;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;

/** What is kept of managedFields. */
class OwnersDeserializerTest {
    private static final String DEPLOYMENT = """
            {"apiVersion": "apps/v1", "kind": "Deployment",
             "metadata": {"name": "registry", "namespace": "team", "managedFields": [
               {"manager": "helm", "operation": "Update", "fieldsType": "FieldsV1", "fieldsV1":
                 {"f:spec": {"f:replicas": {}, "f:template": {"f:spec": {"f:containers":
                   {"k:{\\"name\\":\\"registry\\"}": {"f:image": {}}}}}}}},
               {"manager": "registry-exporter-operator", "operation": "Apply", "fieldsType": "FieldsV1", "fieldsV1":
                 {"f:metadata": {"f:annotations": {}}, "f:spec": {"f:template": {"f:spec": {"f:containers":
                   {"k:{\\"name\\":\\"registry-exporter\\"}": {"f:image": {}, "f:args": {}}}}}}}}]},
             "spec": {"selector": {}, "template": {"spec": {"containers": []}}}}
            """;

    private final KubernetesSerialization serialization = new KubernetesSerialization(
            new ObjectMapper()
                    .registerModule(new SimpleModule().addDeserializer(FieldsV1.class, new OwnersDeserializer())),
            false);

    @Test
    void it_is_enough_to_tell_whose_the_container_is() {
        Workload workload = Workloads.of(serialization.unmarshal(DEPLOYMENT, Deployment.class));
        assertThat(workload.ownsContainer()).isTrue();
        assertThat(workload.applied()).isTrue();
        assertThat(workload.otherManagers()).isEmpty();
    }

    @Test
    void nothing_else_is_kept() {
        Deployment deployment = serialization.unmarshal(DEPLOYMENT, Deployment.class);
        assertThat(deployment
                        .getMetadata()
                        .getManagedFields()
                        .get(0)
                        .getFieldsV1()
                        .getAdditionalProperties())
                .isEmpty();
        assertThat(serialization.asJson(deployment))
                .contains("f:containers")
                .doesNotContain("f:args")
                .doesNotContain("f:replicas");
    }
}
