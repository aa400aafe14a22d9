package io.registryexporter.operator.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which RegistryExporters the API server would refuse. */
class ResourceSchemaTest {
    private static final String SELECTOR = "selector: {matchLabels: {app: registry}}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                SELECTOR,
                "selector: {matchExpressions: [{key: app, operator: Exists}]}",
                SELECTOR + ", registry: {container: registry, storagePath: /data}, paused: true",
                SELECTOR + ", exporter: {port: 9099, scanInterval: 1m30s, args: [--scan.threads=2]}",
                SELECTOR + ", exporter: {resources: {limits: {cpu: 1, memory: 1Gi}}, env: [{name: A, value: b}]}",
                SELECTOR + ", exporter: {scanInterval: '0', securityContext: {runAsUser: 1000}}",
                SELECTOR + ", rollout: {hazard: Refuse, maxConcurrent: 2}, monitoring: {podMonitor: {interval: 30s}}",
                SELECTOR + ", registry: ~"
            })
    void a_valid_one_has_no_problem(String spec) {
        assertThat(ResourceSchema.load().problem(resource(spec))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "paused: true | spec.selector is required",
                "selector: {} | spec.selector: selector must not be empty",
                "selector: {matchExpressions: [{key: app, operator: In}]} | values must be given for In and NotIn",
                SELECTOR + ", exporter: {prot: 80} | spec.exporter.prot is not a field that is known",
                SELECTOR + ", exporter: {port: '80'} | spec.exporter.port must be of type integer",
                SELECTOR + ", exporter: {port: 70000} | port must be from 1 to 65535",
                SELECTOR + ", exporter: {scanInterval: soon} | scanInterval must be a duration",
                SELECTOR + ", exporter: {image: 'a b'} | image must not be blank or contain spaces",
                SELECTOR
                        + ", exporter: {args: ['--web.listen-address=:1']} | args must not contain --web.listen-address",
                SELECTOR
                        + ", exporter: {podAnnotations: {registryexporter.io/applied: x}} | podAnnotations must not have",
                SELECTOR + ", registry: {storagePath: data} | storagePath must be an absolute path",
                SELECTOR + ", rollout: {hazard: Maybe} | spec.rollout.hazard must be one of Refuse, Warn",
                SELECTOR + ", rollout: {maxConcurrent: 0} | maxConcurrent must be from 1 to 1000",
                SELECTOR + ", registry: [] | spec.registry must be of type object"
            })
    void an_invalid_one_is_told_by_the_first_problem(String spec, String message) {
        assertThat(ResourceSchema.load().problem(resource(spec)))
                .hasValueSatisfying(problem -> assertThat(problem).contains(message));
    }

    @Test
    void every_rule_of_the_definition_is_known_or_bounds_a_size() throws IOException {
        Path file = Path.of("..", "crds", "registryexporters.registryexporter.io-v1.yml");
        JsonNode definition =
                YamlDocuments.of("crd", Files.readString(file)).get(0).content();
        List<String> unknown = definition.findValues("x-kubernetes-validations").stream()
                .flatMap(rules -> rules.findValuesAsText("rule").stream())
                .filter(rule -> !SchemaRule.of(rule).known())
                .filter(rule -> !rule.matches("(?s).*(size\\(\\)|sum\\(\\)|filter\\().* <(=)? \\d+.*"))
                .toList();
        assertThat(unknown).isEmpty();
    }

    private static ObjectNode resource(String spec) {
        String text =
                "{apiVersion: registryexporter.io/v1alpha1, kind: RegistryExporter, metadata: {name: rex}, spec: {"
                        + spec + "}}";
        return (ObjectNode) YamlDocuments.of("rex", text).get(0).content();
    }
}
