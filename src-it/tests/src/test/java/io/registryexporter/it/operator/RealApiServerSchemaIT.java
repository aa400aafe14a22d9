package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.Kubectl;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a real API server lets into a RegistryExporter, and what it says to what it does not. */
@RequiresApiServer
class RealApiServerSchemaIT {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    private static final Path CRD = ROOT.resolve("crds/registryexporters.registryexporter.io-v1.yml");

    @TempDir
    private static Path directory;

    private static RealApiServer apiServer;
    private static Kubectl kubectl;

    @BeforeAll
    static void start() {
        apiServer = RealApiServer.start(directory);
        kubectl = apiServer.kubectl();
        Installation.install(kubectl);
    }

    @AfterAll
    static void stop() {
        apiServer.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                          | spec.selector: Required value
            {selector: {}}                                              | selector must not be empty
            {selector: {matchLabels: {}}}                               | selector must not be empty
            {selector: {matchLabels: {a: b}}, exporter: {port: 0}}      | port must be from 1 to 65535
            {selector: {matchLabels: {a: b}}, exporter: {port: 65536}}  | port must be from 1 to 65535
            {selector: {matchLabels: {a: b}}, exporter: {image: ''}}    | image must not be blank
            {selector: {matchLabels: {a: b}}, exporter: {image: ' '}}   | image must not be blank
            {selector: {matchLabels: {a: b}}, exporter: {scanInterval: 60}} | must be of type string
            {selector: {matchLabels: {a: b}}, exporter: {scanInterval: soon}} | scanInterval must be a duration such as 60s
            {selector: {matchLabels: {a: b}}, exporter: {scanInterval: ''}} | scanInterval must be a duration such as 60s
            {selector: {matchLabels: {a: b}}, exporter: {imagePullPolicy: Sometimes}} | supported values: "Always", "IfNotPresent", "Never"
            {selector: {matchLabels: {a: b}}, exporter: {env: [{name: A}, {name: A}]}} | Duplicate value
            {selector: {matchLabels: {a: b}}, registry: {storagePath: data}} | storagePath must be an absolute path
            {selector: {matchLabels: {a: b}}, rollout: {maxConcurrent: 0}} | maxConcurrent must be from 1 to 1000
            {selector: {matchLabels: {a: b}}, rollout: {hazard: Ignore}} | supported values: "Refuse", "Warn"
            {selector: {matchLabels: {a: b}}, monitoring: {podMonitor: {interval: often}}} | interval must be a duration such as 60s
            {selector: {matchLabels: {a: b}}, exporter: {resources: {limits: {memory: ''}}}} | should match
            {selector: {matchLabels: {a: b}}, exporter: {resources: {requests: {cpu: lots}}}} | should match
            {selector: {matchLabels: {a: b}}, exporter: {args: ['--web.listen-address=:9']}} | set exporter.port
            {selector: {matchLabels: {a: b}}, exporter: {podAnnotations: {registryexporter.io/a: b}}} | podAnnotations must not have the prefix registryexporter.io/
            {selector: {matchLabels: {a: b}}, exporter: {podAnnotations: {prometheus.io/port: '1'}}, monitoring: {scrapeAnnotations: true}} | podAnnotations must not have prometheus.io/scrape
            {selector: {matchExpressions: [{key: a}]}}                  | operator: Required value
            {selector: {matchExpressions: [{key: a, operator: NotIn}]}} | values must be given for In and NotIn
            {selector: {matchLabels: {a: b}}, exporters: {}}            | unknown field "spec.exporters"
            """)
    void a_bad_spec_is_refused_with_what_is_wrong(String spec, String message) {
        Kubectl.Result result = apply("bad", spec);

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            by-labels      | {selector: {matchLabels: {a: b}}}
            by-expressions | {selector: {matchExpressions: [{key: a, operator: Exists}]}}
            scan-at-scrape | {selector: {matchLabels: {a: b}}, exporter: {scanInterval: '0'}}
            quantities     | {selector: {matchLabels: {a: b}}, exporter: {resources: {limits: {cpu: 1, memory: 1.5Gi}, requests: {cpu: 100m}}}}
            mesh           | {selector: {matchLabels: {a: b}}, exporter: {podAnnotations: {prometheus.io/port: '1', config.linkerd.io/skip-inbound-ports: '8080'}}}
            long-interval  | {selector: {matchLabels: {a: b}}, exporter: {scanInterval: 1h30m}}
            """)
    void a_good_spec_is_accepted(String name, String spec) {
        assertThat(apply(name, spec).ok()).contains("created");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            args-together   | {exporter: {args: [%1000, %1000, %1000, %1000, %1000]}} | args must not be longer than 4096
            one-arg         | {exporter: {args: [%1025]}}                    | may not be more than 1024
            env-together    | {exporter: {env: [{name: A, value: %4000}, {name: B, value: %4000}]}} | names and values of env must not be longer than 6144
            one-value       | {exporter: {env: [{name: A, value: %1100000}]}} | may not be more than 4096
            one-name        | {exporter: {env: [{name: %254}]}}              | may not be more than 253
            two-sources     | {exporter: {env: [{name: A, valueFrom: {fieldRef: {fieldPath: a}, secretKeyRef: {key: a}}}]}} | must have at most 1 item
            image           | {exporter: {image: %513}}                      | may not be more than 512
            limit-key       | {exporter: {resources: {limits: {%318: 1}}}}   | keys of limits must not be longer than 317
            label-key       | {monitoring: {podMonitor: {labels: {%318: a}}}} | keys of labels must not be longer than 317
            label           | {monitoring: {prometheusRule: {labels: {a: %64}}}} | may not be more than 63
            annotation      | {exporter: {podAnnotations: {a: %513}}}        | may not be more than 512
            annotation-key  | {exporter: {podAnnotations: {%318: a}}}        | keys of podAnnotations must not be longer than 317
            capability      | {exporter: {securityContext: {capabilities: {add: [%64]}}}} | may not be more than 63
            path            | {registry: {storagePath: /%1024}}               | may not be more than 1024
            selected        | {selector: {matchLabels: {a: %64}}}            | may not be more than 63
            expression      | {selector: {matchExpressions: [{key: %254, operator: Exists}]}} | may not be more than 253
            """)
    void what_is_too_large_is_refused_with_the_bound(String name, String spec, String message) {
        Kubectl.Result result = apply(name, withSelector(filled(spec)));

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output().toLowerCase(Locale.ROOT)).contains(message.toLowerCase(Locale.ROOT));
    }

    @Test
    void what_is_within_each_bound_is_refused_where_the_whole_is_too_large() {
        String capabilities = IntStream.range(0, 48).mapToObj(i -> "%63").collect(Collectors.joining(", "));

        Kubectl.Result result = apply(
                "whole",
                withSelector(filled("{exporter: {image: %500, args: [%1000, %1000, %1000, %1000],"
                        + " env: [{name: A, value: %4000}, {name: B, value: %2000}], securityContext: {capabilities: {add: ["
                        + capabilities + "], drop: [" + capabilities + "]}}}}")));

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("spec must be smaller than 16 KiB");
    }

    @Test
    void letters_count_with_all_their_bytes() {
        Kubectl.Result result = apply(
                "letters",
                "{selector: {matchLabels: {a: b}}, exporter: {env: [{name: A, value: " + "\uD834\uDD1E".repeat(4090)
                        + "}]}}");

        assertThat(result.exitCode()).isNotZero();
        assertThat(result.output()).contains("spec must be smaller than 16 KiB");
    }

    /** As after an update of the definition: who has a larger resource must get rid of it, and be told. */
    @Test
    void a_resource_that_is_older_than_the_bounds_still_takes_a_status_and_loses_its_finalizer() {
        String large =
                "{selector: {matchLabels: {a: b}}, exporter: {env: [{name: A, value: " + "a".repeat(20_000) + "}]}}";
        try {
            withoutBounds();
            Await.until("no bounds", () -> apply("older", large).exitCode() == 0);
        } finally {
            kubectl.ok("replace", "-f", CRD.toString());
        }
        Await.until("bounds", () -> apply("probe", large).exitCode() != 0);

        patch("older", "{\"metadata\":{\"finalizers\":[\"registryexporter.io/release\"]}}");
        patch("older", "{\"status\":{\"targets\":1}}", "--subresource=status");
        patch("older", "{\"metadata\":{\"finalizers\":null}}");

        assertThat(kubectl.ok("get", "rex", "older", "-o", "jsonpath={.status.targets}{.metadata.finalizers}"))
                .isEqualTo("1");
    }

    private static void patch(String name, String patch, String... options) {
        kubectl.ok(Stream.concat(Stream.of("patch", "rex", name, "--type=merge", "-p", patch), Stream.of(options))
                .toArray(String[]::new));
    }

    private static void withoutBounds() {
        CustomResourceDefinition unused = apiServer
                .admin()
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName("registryexporters.registryexporter.io")
                .edit(live -> {
                    live.getSpec()
                            .getVersions()
                            .get(0)
                            .getSchema()
                            .setOpenAPIV3Schema(new JSONSchemaPropsBuilder()
                                    .withType("object")
                                    .withXKubernetesPreserveUnknownFields(true)
                                    .build());
                    return live;
                });
    }

    @Test
    void what_an_honest_user_may_want_is_within_the_bounds() {
        String env = IntStream.range(0, 40)
                .mapToObj(i -> "{name: VARIABLE_" + i + ", value: " + "v".repeat(100) + "}")
                .collect(Collectors.joining(", "));
        String secrets = IntStream.range(0, 16)
                .mapToObj(i -> "{name: SECRET_" + i + ", valueFrom: {secretKeyRef: {name: s, key: k}}}")
                .collect(Collectors.joining(", "));
        String values = IntStream.range(0, 32).mapToObj(i -> "registry-" + i).collect(Collectors.joining(", "));

        assertThat(apply(
                                "honest",
                                "{selector: {matchExpressions: [{key: app, operator: In, values: [" + values + "]}]},"
                                        + " exporter: {args: ['--metrics.repository-exclude=" + "r".repeat(900) + "'],"
                                        + " env: [" + env + ", " + secrets + "]}}")
                        .ok())
                .contains("created");
    }

    private static String withSelector(String spec) {
        return spec.contains("selector") ? spec : spec.replaceFirst("^\\{", "{selector: {matchLabels: {a: b}}, ");
    }

    /** Each number behind a percent sign becomes so many letters. */
    private static String filled(String spec) {
        return Pattern.compile("%([0-9]+)")
                .matcher(spec)
                .replaceAll(found -> "a".repeat(Integer.parseInt(found.group(1))));
    }

    /** YAML 1.1, by which kubectl reads the definition, takes an unquoted Off for a boolean. */
    @Test
    void a_preflight_can_be_switched_off() {
        apply("no-preflight", "{selector: {matchLabels: {a: b}}, rollout: {preflight: 'Off'}}")
                .ok();

        assertThat(kubectl.ok("get", "rex", "no-preflight", "-o", "jsonpath={.spec.rollout.preflight}"))
                .isEqualTo("Off");
    }

    @Test
    void what_is_left_out_is_shown_with_its_default() {
        apply("defaults", "{selector: {matchLabels: {a: b}}}").ok();

        assertThat(kubectl.ok("get", "rex", "defaults", "-o", "jsonpath={.spec.exporter}{.spec.rollout}"))
                .contains("\"port\":8080")
                .contains("\"scanInterval\":\"60s\"")
                .contains("\"imagePullPolicy\":\"IfNotPresent\"")
                .contains("\"hazard\":\"Warn\"")
                .contains("\"maxConcurrent\":1")
                .contains("\"withdrawOnFailure\":true");
    }

    @Test
    void the_columns_are_those_of_the_contract() {
        apply("columns", "{selector: {matchLabels: {a: b}}}").ok();

        assertThat(header()).containsExactly("NAME", "TARGETS", "INJECTED", "READY", "REASON", "AGE");
        assertThat(header("-o", "wide"))
                .containsExactly("NAME", "TARGETS", "INJECTED", "READY", "REASON", "AGE", "IMAGE");
    }

    @Test
    void every_field_can_be_explained() {
        // The schema is published a moment after the kind.
        Await.until(
                "explanation",
                () -> kubectl.run("explain", "rex.spec.exporter.scanInterval")
                        .output()
                        .contains("Time between two scans"));
    }

    @ParameterizedTest
    @CsvSource({"deploy", "deploy/namespaced"})
    void what_deploy_renders_is_accepted(String overlay) {
        kubectl.run("create", "namespace", "registry");
        String rendered = kubectl.ok("kustomize", ROOT.resolve(overlay).toString());

        assertThat(kubectl.runWith(rendered, "apply", "--dry-run=server", "-f", "-")
                        .ok())
                .contains("deployment.apps/registry-exporter-operator");
    }

    @Test
    void the_examples_are_accepted() {
        kubectl.run("create", "namespace", "registry");

        assertThat(kubectl.ok(
                        "apply",
                        "--dry-run=server",
                        "-f",
                        ROOT.resolve("deploy/examples").toString()))
                .contains("registryexporter.registryexporter.io/registry")
                .contains("deployment.apps/registry ");
    }

    private static String[] header(String... options) {
        String[] arguments = new String[2 + options.length];
        arguments[0] = "get";
        arguments[1] = "rex";
        System.arraycopy(options, 0, arguments, 2, options.length);
        return kubectl.ok(arguments).lines().findFirst().orElseThrow().strip().split(" +");
    }

    private static Kubectl.Result apply(String name, String spec) {
        return kubectl.runWith("""
                apiVersion: registryexporter.io/v1alpha1
                kind: RegistryExporter
                metadata: {name: %s, namespace: default}
                spec: %s
                """.formatted(name, spec), "apply", "-f", "-");
    }
}
