package io.registryexporter.it.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.registryexporter.simulator.InProcessKubernetes;
import io.registryexporter.simulator.played.Behaviour;
import io.registryexporter.simulator.played.PlayedCluster;
import io.registryexporter.support.custom.Lamp;
import io.registryexporter.support.real.Await;
import io.registryexporter.support.real.Kubectl;
import io.registryexporter.support.real.RequiresPrograms;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real kubectl works on the API in this process. */
@RequiresPrograms("kubectl")
class InProcessKubernetesIT {
    private static final Path CRD =
            Path.of(System.getProperty("project.root")).resolve("crds/registryexporters.registryexporter.io-v1.yml");

    private static final String DEPLOYMENT = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: registry, labels: {app: registry}}
            spec:
              selector: {matchLabels: {app: registry}}
              template:
                metadata: {labels: {app: registry}}
                spec:
                  containers:
                  - {name: registry, image: 'registry:2', ports: [{containerPort: 5000}]}
            """;

    @TempDir
    private Path directory;

    private InProcessKubernetes api;
    private PlayedCluster cluster;
    private Kubectl kubectl;

    @BeforeEach
    void start() {
        api = InProcessKubernetes.start();
        cluster = PlayedCluster.start(api.config())
                .image(image -> image.startsWith("missing"), Behaviour.IMAGE_PULL_BACK_OFF);
        kubectl = Kubectl.onPath(directory, api.writeKubeconfig(directory.resolve("config")));
    }

    @AfterEach
    void stop() {
        cluster.close();
        api.close();
    }

    @Test
    void it_applies_watches_a_rollout_and_deletes() {
        assertThat(given(DEPLOYMENT, "apply", "-f", "-")).contains("deployment.apps/registry created");
        assertThat(done("rollout", "status", "deploy/registry", "--timeout=30s"))
                .contains("successfully rolled out");
        assertThat(done("get", "deploy,rs,po"))
                .containsPattern("deployment.apps/registry +1/1 +1 +1")
                .containsPattern("replicaset.apps/registry-\\w+ +1 +1 +1")
                .containsPattern("pod/registry-\\w+-\\w{5} +1/1 +Running +0");
        assertThat(given(DEPLOYMENT, "apply", "-f", "-")).contains("unchanged");
        assertThat(done("describe", "deploy", "registry"))
                .contains("NewReplicaSetAvailable")
                .contains("Image:");
        assertThat(done("delete", "deploy", "registry")).contains("deleted");
        Await.until("the end", () -> done("get", "all").contains("No resources found"));
    }

    @Test
    void it_sees_why_a_pod_does_not_start() {
        given(DEPLOYMENT, "apply", "-f", "-");
        done("rollout", "status", "deploy/registry", "--timeout=30s");
        done("set", "image", "deploy/registry", "registry=missing:1");

        Await.until("a reason", () -> done("get", "pods").contains("ImagePullBackOff"));

        assertThat(kubectl.run("rollout", "status", "deploy/registry", "--timeout=1s")
                        .exitCode())
                .isNotZero();
        assertThat(done("get", "deploy")).containsPattern("registry +1/1 +1 +1");
    }

    @Test
    void it_applies_server_side_and_is_told_of_conflicts() {
        given(DEPLOYMENT, "apply", "--server-side", "-f", "-");
        String other = DEPLOYMENT.replace("registry:2", "registry:3");

        Kubectl.Result refused = kubectl.runWith(other, "apply", "--server-side", "--field-manager=other", "-f", "-");
        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.output())
                .contains("Apply failed with 1 conflict: conflict with \"kubectl\"")
                .contains(".spec.template.spec.containers[name=\"registry\"].image");

        given(other, "apply", "--server-side", "--field-manager=other", "--force-conflicts", "-f", "-");
        assertThat(done("get", "deploy", "-o", "wide")).contains("registry:3");
    }

    @Test
    void it_changes_objects_in_all_its_ways() {
        given(DEPLOYMENT, "create", "-f", "-");
        done("label", "deploy", "registry", "a=b");
        done("annotate", "deploy", "registry", "c=d");
        done("set", "image", "deploy/registry", "registry=registry:3");
        done("scale", "deploy", "registry", "--replicas=3");
        done(
                "patch",
                "deploy",
                "registry",
                "--type=strategic",
                "-p",
                "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"b\",\"image\":\"c\"}]}}}}");
        done("patch", "deploy", "registry", "--type=merge", "-p", "{\"metadata\":{\"labels\":{\"a\":null}}}");
        done(
                "patch",
                "deploy",
                "registry",
                "--type=json",
                "-p",
                "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":2}]");
        assertThat(kubectl.run(
                                "patch",
                                "deploy",
                                "registry",
                                "--type=json",
                                "-p",
                                "[{\"op\":\"test\",\"path\":\"/spec/replicas\",\"value\":9}]")
                        .exitCode())
                .isNotZero();

        assertThat(done(
                        "get",
                        "deploy",
                        "registry",
                        "-o",
                        "jsonpath={.metadata.annotations.c} {.metadata.labels} {.spec.replicas} "
                                + "{.spec.template.spec.containers[*].image}"))
                .isEqualTo("d {\"app\":\"registry\"} 2 c registry:3");
        given(DEPLOYMENT, "replace", "-f", "-");
        assertThat(done("get", "deploy", "registry", "-o", "jsonpath={..image}"))
                .isEqualTo("registry:2");
    }

    @Test
    void it_prints_custom_resources_in_the_columns_of_their_definition() {
        given(Lamp.DEFINITION, "apply", "-f", "-");
        given(
                "apiVersion: example.org/v1\nkind: Lamp\nmetadata: {name: one}\nspec: {color: red}\n",
                "apply",
                "-f",
                "-");
        api.client()
                .genericKubernetesResources("example.org/v1", "Lamp")
                .inNamespace("default")
                .withName("one")
                .subresource("status")
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"status\":{\"conditions\":[{\"type\":\"Lit\",\"status\":\"True\"}]}}");

        assertThat(done("get", "lp")).containsPattern("NAME +COLOR +LIT +AGE\\s+one +red +True +\\d+s");
        assertThat(done("get", "lamps.example.org", "-o", "wide")).containsPattern("WATTS\\s+one.* 5");
        assertThat(done("api-resources")).containsPattern("lamps +lp +example.org/v1 +true +Lamp");
    }

    @Test
    void it_explains_a_custom_resource_by_its_definition() throws IOException {
        given(Files.readString(CRD), "apply", "-f", "-");

        // kubectl explains only kinds that it has looked up before.
        done("get", "rex");

        assertThat(done("explain", "rex.spec"))
                .contains(
                        "KIND:       RegistryExporter",
                        "VERSION:    v1alpha1",
                        "FIELD: spec <Object>",
                        "rollout\t<Object>");
        assertThat(done("explain", "rex.spec.rollout.preflight")).contains("FIELD: preflight <string>", "Auto");
        assertThat(done("explain", "rex")).contains("metadata", "status");
    }

    @Test
    void it_waits_for_a_namespace_to_end() {
        given("apiVersion: v1\nkind: Namespace\nmetadata: {name: other}\n", "create", "-f", "-");
        given(
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: held, namespace: other, finalizers: [example.org/a]}\n",
                "create",
                "-f",
                "-");
        assertThat(kubectl.run("delete", "ns", "other", "--timeout=1s").exitCode())
                .isNotZero();
        assertThat(done("get", "ns")).containsPattern("other +Terminating");
        assertThat(kubectl.runWith(
                                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: late, namespace: other}\n",
                                "create",
                                "-f",
                                "-")
                        .output())
                .contains("because it is being terminated");

        done("patch", "cm", "held", "-n", "other", "--type=merge", "-p", "{\"metadata\":{\"finalizers\":null}}");

        assertThat(done("get", "ns")).doesNotContain("other");
    }

    @Test
    void it_creates_objects_by_its_own_commands() {
        done("create", "namespace", "other");
        done("create", "configmap", "map", "-n", "other", "--from-literal=a=b");
        done("create", "secret", "generic", "secret", "--from-literal=a=b");
        done("create", "deployment", "web", "--image=good", "--port=80");
        done("create", "clusterrole", "reader", "--verb=get", "--resource=pods");
        done("create", "clusterrolebinding", "readers", "--clusterrole=reader", "--serviceaccount=other:x");

        assertThat(done("get", "configmap", "map", "-n", "other", "-o", "jsonpath={.data}"))
                .isEqualTo("{\"a\":\"b\"}");
        assertThat(done("get", "secret", "secret", "-o", "jsonpath={.data}")).isEqualTo("{\"a\":\"Yg==\"}");
        assertThat(done("get", "deploy", "web", "-o", "jsonpath={..image} {..containerPort}"))
                .isEqualTo("good 80");
        assertThat(done("get", "clusterrolebinding", "readers", "-o", "jsonpath={.subjects[0].name} {.roleRef.name}"))
                .isEqualTo("x reader");
        assertThat(done("auth", "can-i", "create", "pods")).contains("yes");
    }

    @Test
    void it_takes_what_deploy_installs_for_the_whole_cluster() {
        String deploy = Path.of(System.getProperty("project.root"), "deploy").toString();
        assertThat(done("apply", "-k", deploy))
                .contains("validatingadmissionpolicy.admissionregistration.k8s.io/registryexporters.registryexporter.io"
                        + " created")
                .contains("deployment.apps/registry-exporter-operator created");
        done("apply", "--server-side", "--force-conflicts", "-k", deploy);
        assertThat(done("get", "validatingadmissionpolicybinding", "-o", "jsonpath={.items[*].spec.policyName}"))
                .isEqualTo("registryexporters.registryexporter.io");
        assertThat(done("delete", "-k", deploy + "/policy")).contains("deleted");
    }

    private String done(String... arguments) {
        return given("", arguments);
    }

    private String given(String input, String... arguments) {
        Kubectl.Result result = kubectl.runWith(input, arguments);
        assertThat(result.exitCode()).as(result.output()).isZero();
        return result.output();
    }
}
