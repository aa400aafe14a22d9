package io.registryexporter.it.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.Kubectl;
import io.registryexporter.support.real.RealApiServer;
import io.registryexporter.support.real.RequiresApiServer;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What deploy/policy lets a tenant, somebody who may patch workloads, and an administrator do. */
@RequiresApiServer
class RealApiServerPolicyIT {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final String NAMESPACE = "team";
    private static final String TENANT = "tenant";
    private static final String PATCHER = "patcher";
    private static final String REFUSED = "ValidatingAdmissionPolicy 'registryexporters.registryexporter.io'";
    private static final String SPEC = "{selector: {matchLabels: {app: registry}}}";
    private static final String OTHER_SPEC =
            "{selector: {matchLabels: {app: registry}}, exporter: {image: evil.example.org/x}}";

    @TempDir
    private static Path directory;

    private static final Opened OPENED = new Opened();
    private static RealApiServer apiServer;
    private static Kubectl kubectl;

    @BeforeAll
    static void start() {
        apiServer = OPENED.add(RealApiServer.start(directory));
        kubectl = apiServer.kubectl();
        Installation.install(kubectl);
        kubectl.ok("create", "namespace", NAMESPACE);
        kubectl.ok("create", "namespace", "elsewhere");
        role("exporters", "create,get,list,update,patch,delete", "registryexporters.registryexporter.io");
        role("exporters-status", "get,update,patch", "registryexporters.registryexporter.io/status");
        role("deployments", "patch", "deployments.apps");
        role("statefulsets", "patch", "statefulsets.apps");
        for (String user : new String[] {TENANT, PATCHER, "half", "other-half"}) {
            bind(NAMESPACE, user, "exporters");
            bind(NAMESPACE, user, "exporters-status");
        }
        for (String kind : new String[] {"deployments", "statefulsets"}) {
            bind(NAMESPACE, PATCHER, kind);
            bind("elsewhere", TENANT, kind);
        }
        bind(NAMESPACE, "half", "deployments");
        bind(NAMESPACE, "other-half", "statefulsets");
        awaitPolicy();
    }

    @AfterAll
    static void stop() {
        OPENED.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create", "apply", "apply --server-side"})
    void a_tenant_may_not_create_one(String command) {
        assertRefused(given(TENANT, exporter("created", SPEC), command + " -f -"));
        assertThat(kubectl.run("-n", NAMESPACE, "get", "rex", "created").exitCode())
                .isNotZero();
    }

    @Test
    void a_definition_that_does_not_ask_for_a_spec_changes_nothing() {
        String place = "/spec/versions/0/schema/openAPIV3Schema/required";
        patchDefinition("[{\"op\":\"remove\",\"path\":\"" + place + "\"}]");
        try {
            Await.until(
                    "a resource without a spec",
                    () -> kubectl.runWith(exporter("empty", "").replace("spec:", ""), "apply", "-f", "-")
                                    .exitCode()
                            == 0);
            assertRefused(given(TENANT, exporter("none", "").replace("spec:", ""), "create -f -"));
            as(TENANT, "label", "rex", "empty", "team=a").ok();
            assertRefused(given(TENANT, exporter("empty", SPEC), "apply -f -"));
            made("full");
            assertRefused(as(TENANT, "patch", "rex", "full", "--type=json", "-p", """
                    [{"op":"remove","path":"/spec"}]"""));
        } finally {
            patchDefinition("[{\"op\":\"add\",\"path\":\"" + place + "\",\"value\":[\"spec\"]}]");
        }
    }

    private static void patchDefinition(String patch) {
        kubectl.ok("patch", "crd", "registryexporters.registryexporter.io", "--type=json", "-p", patch);
    }

    @Test
    void the_refusal_says_which_right_is_missing_and_who_grants_it() {
        assertThat(given(TENANT, exporter("told", SPEC), "create -f -").output())
                .contains(
                        "denied request: the operator would change Deployments and StatefulSets for tenant, who may patch"
                                + " neither in namespace team: creating a RegistryExporter, or changing its spec or its"
                                + " annotation registryexporter.io/retry, needs the verb patch on deployments.apps and"
                                + " statefulsets.apps. An administrator of the namespace grants it, for example by:"
                                + " kubectl -n team create rolebinding NAME --clusterrole=edit --user=USER");
    }

    @ParameterizedTest
    @CsvSource({"half, may not patch StatefulSets in namespace team", "other-half, may not patch Deployments"})
    void one_of_the_two_rights_is_not_enough(String user, String message) {
        Kubectl.Result result = given(user, exporter("halves", SPEC), "create -f -");
        assertRefused(result);
        assertThat(result.output()).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"replace -f -", "apply -f -", "apply --server-side --force-conflicts -f -"})
    void a_tenant_may_not_write_another_spec(String command) {
        made("written");
        assertRefused(given(TENANT, exporter("written", OTHER_SPEC), command));
        assertThat(image("written")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            merge | {"spec":{"exporter":{"image":"evil.example.org/x"}}}
            merge | {"spec":{"paused":true}}
            merge | {"spec":{"exporter":{"env":[{"name":"A","valueFrom":{"secretKeyRef":{"name":"a","key":"b"}}}]}}}
            json  | [{"op":"add","path":"/spec/exporter/image","value":"evil.example.org/x"}]
            """)
    void a_tenant_may_not_patch_the_spec(String type, String patch) {
        made("patched");
        assertRefused(as(TENANT, "patch", "rex", "patched", "--type=" + type, "-p", patch));
        assertThat(image("patched")).isEmpty();
    }

    @Test
    void a_tenant_may_not_let_the_operator_try_again() {
        made("given-up");
        assertRefused(as(TENANT, "annotate", "rex", "given-up", "registryexporter.io/retry=1"));
        as(PATCHER, "annotate", "rex", "given-up", "registryexporter.io/retry=1")
                .ok();
        assertRefused(as(TENANT, "annotate", "rex", "given-up", "registryexporter.io/retry-"));
        as(TENANT, "annotate", "rex", "given-up", "example.org/note=1").ok();
    }

    @Test
    void a_tenant_may_change_metadata_and_delete() {
        made("kept");
        as(TENANT, "label", "rex", "kept", "team=a").ok();
        as(TENANT, "annotate", "rex", "kept", "example.org/note=1").ok();
        as(TENANT, "patch", "rex", "kept", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":[\"example.org/a\"]}}")
                .ok();
        as(TENANT, "patch", "rex", "kept", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}")
                .ok();
        as(TENANT, "delete", "rex", "kept").ok();
    }

    @Test
    void the_same_spec_again_is_no_change() {
        made("same");
        given(TENANT, exporter("same", SPEC), "apply --server-side --force-conflicts -f -")
                .ok();
        given(TENANT, exporter("same", SPEC), "replace -f -").ok();
    }

    @Test
    void a_status_takes_no_right_on_workloads() {
        made("reported");
        as(
                        TENANT,
                        "patch",
                        "rex",
                        "reported",
                        "--subresource=status",
                        "--type=merge",
                        "-p",
                        "{\"status\":{\"targets\":3},\"spec\":{\"exporter\":{\"image\":\"evil.example.org/x\"}}}")
                .ok();
        assertThat(image("reported")).isEmpty();
    }

    @Test
    void who_may_patch_workloads_may_create_and_change() {
        given(PATCHER, exporter("patchers", SPEC), "create -f -").ok();
        given(PATCHER, exporter("patchers", OTHER_SPEC), "apply --server-side --force-conflicts -f -")
                .ok();
        assertThat(image("patchers")).isEqualTo("evil.example.org/x");
    }

    @Test
    void an_administrator_may_create_and_change() {
        kubectl.runWith(exporter("admins", SPEC), "create", "-f", "-").ok();
        kubectl.runWith(exporter("admins", OTHER_SPEC), "replace", "-f", "-").ok();
    }

    @Test
    void a_spec_as_large_as_it_may_be_does_not_keep_metadata_from_being_written() {
        String env = IntStream.range(0, 25)
                .mapToObj(i -> "{name: A" + i + ", value: " + "x".repeat(200) + "}")
                .collect(Collectors.joining(", "));
        String many = "{selector: {matchLabels: {app: registry}}, exporter: {env: [" + env + "]}}";
        given(PATCHER, exporter("large", many), "create -f -").ok();
        as(TENANT, "label", "rex", "large", "team=a").ok();
        assertRefused(as(TENANT, "patch", "rex", "large", "--type=merge", "-p", "{\"spec\":{\"paused\":true}}"));
    }

    @Test
    void the_operator_writes_its_finalizer_and_status_and_lets_go() {
        try (Opened opened = new Opened()) {
            opened.add(Installation.restart(
                    apiServer,
                    directory.resolve("operator.log"),
                    Map.of("METRICS_PORT", "0", "LEADER_ELECTION", "false")));
            made("watched");
            Await.until(
                    "finalizer and status",
                    () -> text("watched", "{.metadata.finalizers[0]}{.status.conditions[0].reason}")
                            .equals("registryexporter.io/releaseNoTargets"));
            as(TENANT, "delete", "rex", "watched", "--timeout=30s").ok();
        }
    }

    @Test
    void without_the_policy_the_right_on_the_resource_is_enough() {
        kubectl.ok("delete", "-k", ROOT.resolve("deploy/policy").toString());
        Await.until(
                "a tenant's resource",
                () -> given(TENANT, exporter("free", SPEC), "apply -f -").exitCode() == 0);
        kubectl.ok("apply", "-k", ROOT.resolve("crds").toString());
        awaitPolicy();
    }

    private static void awaitPolicy() {
        Await.until(
                "the policy",
                () -> given(TENANT, exporter("probe", SPEC), "create --dry-run=server -f -")
                        .output()
                        .contains(REFUSED));
    }

    private static void made(String name) {
        kubectl.runWith(exporter(name, SPEC), "apply", "-f", "-").ok();
    }

    private static String exporter(String name, String spec) {
        return """
                apiVersion: registryexporter.io/v1alpha1
                kind: RegistryExporter
                metadata: {name: %s, namespace: %s}
                spec: %s
                """.formatted(name, NAMESPACE, spec);
    }

    private static Kubectl.Result given(String user, String input, String command) {
        return kubectl.runWith(input, ("--as=" + user + " -n " + NAMESPACE + " " + command).split(" ", -1));
    }

    private static Kubectl.Result as(String user, String... arguments) {
        String[] all = new String[arguments.length + 3];
        all[0] = "--as=" + user;
        all[1] = "-n";
        all[2] = NAMESPACE;
        System.arraycopy(arguments, 0, all, 3, arguments.length);
        return kubectl.run(all);
    }

    private static void assertRefused(Kubectl.Result result) {
        assertThat(result.exitCode()).as(result.output()).isNotZero();
        assertThat(result.output()).contains("(Forbidden)").contains(REFUSED);
    }

    private static String image(String name) {
        return text(name, "{.spec.exporter.image}");
    }

    private static String text(String name, String path) {
        return kubectl.ok("-n", NAMESPACE, "get", "rex", name, "-o", "jsonpath=" + path);
    }

    private static void role(String name, String verbs, String resource) {
        kubectl.ok("create", "clusterrole", name, "--verb=" + verbs, "--resource=" + resource);
    }

    private static void bind(String namespace, String user, String role) {
        kubectl.ok(
                "-n", namespace, "create", "rolebinding", user + "-" + role, "--clusterrole=" + role, "--user=" + user);
    }
}
