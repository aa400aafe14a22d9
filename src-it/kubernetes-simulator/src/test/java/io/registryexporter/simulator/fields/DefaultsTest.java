package io.registryexporter.simulator.fields;

import static io.registryexporter.simulator.fields.Yaml.object;
import static io.registryexporter.simulator.fields.Yaml.tree;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DefaultsTest {

    @Test
    void a_deployment_rolls_by_quarters() {
        ObjectNode deployment = object("{spec: {}}");

        Defaults.ofKind("Deployment", deployment);

        assertThat(deployment.at("/spec/strategy"))
                .isEqualTo(tree("{type: RollingUpdate, rollingUpdate: {maxSurge: 25%, maxUnavailable: 25%}}"));
        assertThat(deployment.at("/spec/replicas").asInt()).isEqualTo(1);
    }

    @Test
    void a_container_is_completed() {
        JsonNode container = container("{name: a, image: 'x:1', ports: [{containerPort: 1}], "
                + "livenessProbe: {httpGet: {port: 1}}, "
                + "env: [{name: N, valueFrom: {fieldRef: {fieldPath: metadata.name}}}, {name: E, value: ''}]}");

        assertThat(container)
                .isEqualTo(tree("{name: a, image: 'x:1', imagePullPolicy: IfNotPresent, resources: {}, "
                        + "terminationMessagePath: /dev/termination-log, terminationMessagePolicy: File, "
                        + "ports: [{containerPort: 1, protocol: TCP}], "
                        + "livenessProbe: {httpGet: {port: 1, path: /, scheme: HTTP}, timeoutSeconds: 1, "
                        + "periodSeconds: 10, successThreshold: 1, failureThreshold: 3}, "
                        + "env: [{name: N, valueFrom: {fieldRef: {apiVersion: v1, fieldPath: metadata.name}}}, "
                        + "{name: E}]}"));
    }

    @ParameterizedTest
    @CsvSource({"x, Always", "x:latest, Always", "host:5000/x, Always", "x:1, IfNotPresent", "x@sha256:0, IfNotPresent"
    })
    void only_the_latest_image_is_always_pulled(String image, String policy) {
        assertThat(container("{name: a, image: '" + image + "'}")
                        .path("imagePullPolicy")
                        .asText())
                .isEqualTo(policy);
    }

    @ParameterizedTest
    @CsvSource({
        "1000m, 1",
        "100m, 100m",
        "1.5, 1500m",
        "0.5, 500m",
        "1024Mi, 1Gi",
        "1500Mi, 1500Mi",
        "1000Mi, 1000Mi",
        "1000, 1k",
        "1e3, 1k",
        "128974848, 128974848",
        "0, 0",
        "nonsense, nonsense"
    })
    void a_quantity_has_one_form(String written, String stored) {
        assertThat(Quantities.canonical(written)).isEqualTo(stored);
    }

    @Test
    void what_says_nothing_is_dropped() {
        assertThat(Canonical.ofBuiltIn(tree("{metadata: {annotations: {}, creationTimestamp: null}, "
                        + "spec: {volumes: [{emptyDir: {}}], tolerations: [], paused: false, replicas: 0}}")))
                .isEqualTo(tree("{metadata: {}, spec: {volumes: [{emptyDir: {}}], replicas: 0}}"));
    }

    @Test
    void a_schema_completes_at_any_depth() {
        JsonNode schema = tree("""
                properties:
                  spec:
                    default: {}
                    properties:
                      color: {default: white}
                      list: {items: {properties: {power: {default: 1}}}}
                      map: {additionalProperties: {properties: {on: {default: true}}}}
                """);

        assertThat(Defaults.ofSchema(object("{spec: {list: [{a: b}], map: {x: {}}}}"), schema))
                .isEqualTo(tree("{spec: {color: white, list: [{a: b, power: 1}], map: {x: {on: true}}}}"));
        assertThat(Defaults.ofSchema(object("{}"), schema)).isEqualTo(tree("{spec: {color: white}}"));
    }

    private static JsonNode container(String container) {
        ObjectNode deployment = object("{spec: {template: {spec: {containers: [" + container + "]}}}}");
        Defaults.ofKind("Deployment", deployment);
        return deployment.at("/spec/template/spec/containers/0");
    }
}
