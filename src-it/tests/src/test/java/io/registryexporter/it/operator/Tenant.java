package io.registryexporter.it.operator;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuota;
import io.fabric8.kubernetes.api.model.ResourceQuotaStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.api.WorkloadStatus;
import io.registryexporter.support.real.Await;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** A namespace of its own, with what its users do there and what they see. */
final class Tenant {
    private final KubernetesClient client;
    private final String namespace;

    Tenant(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
    }

    String namespace() {
        return namespace;
    }

    /** Creates what a YAML text says, in this namespace; a RegistryExporter runs no preflight unless it says so. */
    void create(String yaml) {
        client.load(new ByteArrayInputStream(withoutPreflight(yaml).getBytes(StandardCharsets.UTF_8)))
                .items()
                .forEach(item -> client.resource(item).inNamespace(namespace).create());
    }

    private static String withoutPreflight(String yaml) {
        if (!yaml.contains("kind: " + Names.KIND) || yaml.contains("preflight:")) {
            return yaml;
        }
        String off = "  rollout: {preflight: \"Off\"";
        return yaml.contains("  rollout: {") ? yaml.replace("  rollout: {", off + ", ") : yaml + off + "}\n";
    }

    /** A registry with a volume; label {@code app} is its name. */
    void registry(String name) {
        create(RegistryManifest.named(name).yaml());
    }

    /** A RegistryExporter that selects by label {@code app}. */
    void exporter(String name, String app) {
        create(Manifests.exporter(name, app));
    }

    Deployment deployment(String name) {
        return client.apps().deployments().inNamespace(namespace).withName(name).get();
    }

    StatefulSet statefulSet(String name) {
        return client.apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName(name)
                .get();
    }

    void annotate(String deployment, String key, String value) {
        patchDeployment(deployment, "annotations", Map.of(key, value));
    }

    /** Sets labels; others stay. */
    void label(String deployment, Map<String, String> labels) {
        patchDeployment(deployment, "labels", labels);
    }

    private void patchDeployment(String deployment, String field, Map<String, String> entries) {
        String patch = client.getKubernetesSerialization().asJson(Map.of("metadata", Map.of(field, entries)));
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment)
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
    }

    void annotateNamespace(String key, String value) {
        client.namespaces()
                .withName(namespace)
                .edit(live -> new NamespaceBuilder(live)
                        .editMetadata()
                        .addToAnnotations(key, value)
                        .endMetadata()
                        .build());
    }

    /** Somebody applies the container and the marker as they are, by server-side apply. */
    void coOwnExporter(String deployment, String manager) {
        Container container = sidecar(deployment).orElseThrow();
        String patch = client.getKubernetesSerialization()
                .asJson(Map.of(
                        "apiVersion",
                        "apps/v1",
                        "kind",
                        "Deployment",
                        "metadata",
                        Map.of(
                                "name",
                                deployment,
                                "namespace",
                                namespace,
                                "annotations",
                                Map.of(Names.INJECTED_BY, marker(deployment).orElseThrow())),
                        "spec",
                        Map.of(
                                "template",
                                Map.of(
                                        "spec",
                                        Map.of(
                                                "containers",
                                                List.of(Map.of(
                                                        "name", container.getName(),
                                                        "image", container.getImage())))))));
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment)
                .patch(
                        new PatchContext.Builder()
                                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                                .withFieldManager(manager)
                                .withForce(true)
                                .build(),
                        patch);
    }

    /** As {@code kubectl replace} does, whoever is writing at the same time. */
    void replace(Deployment original) {
        Await.until("replaced", () -> {
            try {
                client.resource(new DeploymentBuilder(original)
                                .editMetadata()
                                .withResourceVersion(null)
                                .withManagedFields()
                                .endMetadata()
                                .build())
                        .update();
                return true;
            } catch (KubernetesClientException e) {
                return false;
            }
        });
    }

    void deleteDeployment(String name) {
        client.apps().deployments().inNamespace(namespace).withName(name).delete();
    }

    void deleteExporter(String name) {
        client.resources(RegistryExporter.class)
                .inNamespace(namespace)
                .withName(name)
                .delete();
    }

    void deleteExporters() {
        client.resources(RegistryExporter.class).inNamespace(namespace).delete();
    }

    boolean hasNoExporters() {
        return client.resources(RegistryExporter.class)
                .inNamespace(namespace)
                .list()
                .getItems()
                .isEmpty();
    }

    /** Changes a field of a RegistryExporter as {@code kubectl patch --type=merge} does. */
    void patchExporter(String name, String mergePatch) {
        client.genericKubernetesResources("registryexporter.io/v1alpha1", Names.KIND)
                .inNamespace(namespace)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), mergePatch);
    }

    Optional<RegistryExporter> exporter(String name) {
        return Optional.ofNullable(client.resources(RegistryExporter.class)
                .inNamespace(namespace)
                .withName(name)
                .get());
    }

    Optional<RegistryExporterStatus> status(String exporter) {
        return exporter(exporter).flatMap(RegistryExporter::written);
    }

    /** Waits until the operator has reported a round of that generation of the spec. */
    void awaitObservedGeneration(String exporter, long generation) {
        Await.until(
                "generation " + generation + " in " + namespace,
                () -> status(exporter)
                        .filter(status -> Objects.equals(status.observedGeneration(), generation))
                        .isPresent());
    }

    /** The status of the first workload, once it has a reason. */
    WorkloadStatus awaitReason(String exporter, String reason) {
        return Await.found(
                "reason " + reason + " in " + namespace,
                () -> String.valueOf(status(exporter)),
                () -> status(exporter)
                        .flatMap(status -> status.workloads().stream()
                                .filter(workload -> workload.reason().equals(reason))
                                .findFirst()));
    }

    /** The status of that workload, once it has the reason. */
    WorkloadStatus awaitReason(String exporter, String workload, String reason) {
        return Await.found(
                "reason " + reason + " of " + namespace + "/" + workload,
                () -> String.valueOf(status(exporter)),
                () -> workload(exporter, workload)
                        .filter(status -> status.reason().equals(reason)));
    }

    Optional<WorkloadStatus> workload(String exporter, String workload) {
        return status(exporter)
                .flatMap(status -> status.workloads().stream()
                        .filter(found -> found.name().equals(workload))
                        .findFirst());
    }

    Optional<Condition> condition(String exporter, String type) {
        return status(exporter)
                .flatMap(status -> status.conditions().stream()
                        .filter(condition -> condition.getType().equals(type))
                        .findFirst());
    }

    /** How many templates the pods of a Deployment have had. */
    int templatesOf(String deployment) {
        String uid = deployment(deployment).getMetadata().getUid();
        return (int) client.apps().replicaSets().inNamespace(namespace).list().getItems().stream()
                .filter(set -> set.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getUid().equals(uid)))
                .count();
    }

    Optional<Pod> pod(String name) {
        return Optional.ofNullable(
                client.pods().inNamespace(namespace).withName(name).get());
    }

    /** The pods of preflights. */
    List<Pod> preflights() {
        return client.pods()
                .inNamespace(namespace)
                .withLabel(Names.PREFLIGHT)
                .list()
                .getItems();
    }

    /** What the quota controller does. */
    void quotaStatus(String name, String resource, String hard, String used) {
        ResourceQuota quota =
                client.resourceQuotas().inNamespace(namespace).withName(name).get();
        quota.setStatus(new ResourceQuotaStatusBuilder()
                .addToHard(resource, new Quantity(hard))
                .addToUsed(resource, new Quantity(used))
                .build());
        client.resource(quota).updateStatus();
    }

    /** Changes the spec of a Deployment as {@code kubectl patch --type=merge} does. */
    void patchSpec(String deployment, String mergePatch) {
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + mergePatch + "}");
    }

    /** The same of a StatefulSet. */
    void patchStatefulSetSpec(String statefulSet, String mergePatch) {
        client.apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName(statefulSet)
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + mergePatch + "}");
    }

    /** As {@code kubectl set image} does. */
    void setImage(String deployment, String container, String image) {
        client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName(deployment)
                .patch(
                        PatchContext.of(PatchType.STRATEGIC_MERGE),
                        "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"name\":\"" + container
                                + "\",\"image\":\"" + image + "\"}]}}}}");
    }

    /** Whether the registry runs as its owner wants it: no pod of another template, all ready. */
    boolean runs(String deployment) {
        Deployment live = deployment(deployment);
        return Optional.ofNullable(live.getStatus())
                .filter(status -> Objects.equals(
                        status.getObservedGeneration(), live.getMetadata().getGeneration()))
                .filter(status -> status.getReplicas() != null
                        && Objects.equals(status.getReplicas(), status.getUpdatedReplicas())
                        && Objects.equals(status.getReplicas(), status.getAvailableReplicas()))
                .isPresent();
    }

    void patchExporterRetry(String name, String value) {
        patchExporter(name, "{\"metadata\":{\"annotations\":{\"" + Names.RETRY + "\":\"" + value + "\"}}}");
    }

    void awaitReady(String exporter, String reason) {
        Await.until(
                "condition Ready with reason " + reason,
                () -> status(exporter)
                        .filter(status -> status.conditions().stream()
                                .anyMatch(condition -> condition.getReason().equals(reason)))
                        .isPresent(),
                () -> String.valueOf(status(exporter)));
    }

    Container awaitInjected(String deployment) {
        return Await.found("sidecar in " + namespace + "/" + deployment, () -> sidecar(deployment));
    }

    void awaitTakenBack(String deployment) {
        Await.until(
                "no sidecar in " + namespace + "/" + deployment,
                () -> sidecar(deployment).isEmpty() && marker(deployment).isEmpty(),
                () -> String.valueOf(deployment(deployment)));
    }

    Optional<Container> sidecar(String deployment) {
        return sidecar(deployment(deployment));
    }

    static Optional<Container> sidecar(HasMetadata workload) {
        List<Container> containers = workload instanceof StatefulSet statefulSet
                ? statefulSet.getSpec().getTemplate().getSpec().getContainers()
                : ((Deployment) workload).getSpec().getTemplate().getSpec().getContainers();
        return containers.stream()
                .filter(container -> Names.CONTAINER.equals(container.getName()))
                .findFirst();
    }

    Container registryContainer(String deployment) {
        return deployment(deployment).getSpec().getTemplate().getSpec().getContainers().stream()
                .filter(container -> "registry".equals(container.getName()))
                .findFirst()
                .orElseThrow();
    }

    Optional<String> marker(String deployment) {
        return Optional.ofNullable(deployment(deployment).getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Names.INJECTED_BY));
    }

    long generation(String deployment) {
        return Objects.requireNonNull(deployment(deployment).getMetadata().getGeneration());
    }

    List<Event> events(String kind, String reason) {
        return client.v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(event -> event.getInvolvedObject().getKind().equals(kind)
                        && event.getReason().equals(reason))
                .toList();
    }
}
