package io.registryexporter.operator.decide.preflight;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.workload.Fingerprint;
import io.registryexporter.operator.workload.Workload;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Builds the pod of a preflight: the exporter's container as in the registry's pod, and nothing else. */
final class PreflightPod {
    /** So long may a first scan take. It ends the pod of an operator that was removed meanwhile. */
    private static final long MAX_SECONDS = 4L * 60 * 60;

    private static final int MAX_NAME = 40;
    private static final String SCRAPE = "prometheus.io/";

    /** No mesh has to know the pod, and a node may be drained. */
    private static final Map<String, String> ALONE = Map.of(
            "sidecar.istio.io/inject", "false",
            "linkerd.io/inject", "disabled",
            "cluster-autoscaler.kubernetes.io/safe-to-evict", "true");

    private PreflightPod() {}

    /** The value of the label {@link Names#PREFLIGHT} on the pods of a resource. */
    static String label(RegistryExporter resource) {
        return Fingerprint.of(Objects.requireNonNullElse(resource.getMetadata().getUid(), ""));
    }

    static Pod of(
            RegistryExporter resource,
            Workload workload,
            DesiredWorkload desired,
            Pod registry,
            List<Volume> volumes,
            String identity) {
        return new PodBuilder()
                .withMetadata(metadata(resource, workload, desired, identity))
                .withSpec(spec(workload, desired, registry, volumes))
                .build();
    }

    private static ObjectMeta metadata(
            RegistryExporter resource, Workload workload, DesiredWorkload desired, String identity) {
        String name = workload.id().name();
        String begin = name.length() > MAX_NAME ? name.substring(0, MAX_NAME) : name;
        Map<String, String> annotations = new TreeMap<>(desired.podAnnotations());
        annotations.keySet().removeIf(key -> key.equals(Names.APPLIED) || key.startsWith(SCRAPE));
        annotations.putAll(ALONE);
        return new ObjectMetaBuilder()
                .withName(begin.replaceAll("[.-]+$", "").replace('.', '-') + "-preflight-" + identity)
                .withNamespace(workload.id().namespace())
                .addToLabels(Names.PREFLIGHT, label(resource))
                .withAnnotations(annotations)
                .addNewOwnerReference()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .withController(true)
                .endOwnerReference()
                .build();
    }

    private static PodSpec spec(Workload workload, DesiredWorkload desired, Pod registry, List<Volume> volumes) {
        PodSpec template = workload.template().getSpec();
        return new PodSpecBuilder()
                .withServiceAccountName(template.getServiceAccountName())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withImagePullSecrets(template.getImagePullSecrets())
                .withTolerations(template.getTolerations())
                .withSecurityContext(securityContext(template, registry.getSpec()))
                // Of equal priority, so that neither pod preempts the other.
                .withPriorityClassName(template.getPriorityClassName())
                .withRuntimeClassName(template.getRuntimeClassName())
                .withHostNetwork(template.getHostNetwork())
                .withHostUsers(template.getHostUsers())
                .withAffinity(onNode(registry.getSpec().getNodeName()))
                .withRestartPolicy("Always")
                .withTerminationGracePeriodSeconds(1L)
                .withActiveDeadlineSeconds(MAX_SECONDS)
                .withContainers(container(desired))
                .withVolumes(volumes)
                .build();
    }

    /** Admission may have chosen the SELinux options of the registry's pod; another level could not read its volume. */
    private static PodSecurityContext securityContext(PodSpec template, PodSpec registry) {
        PodSecurityContext given =
                Optional.ofNullable(template.getSecurityContext()).orElseGet(PodSecurityContext::new);
        return given.getSeLinuxOptions() != null || registry.getSecurityContext() == null
                ? given
                : new PodSecurityContextBuilder(given)
                        .withSeLinuxOptions(registry.getSecurityContext().getSeLinuxOptions())
                        .build();
    }

    /** By affinity and not by nodeName, so that the scheduler counts the pod before the node gets it. */
    private static Affinity onNode(String node) {
        return new AffinityBuilder()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addNewMatchField()
                .withKey("metadata.name")
                .withOperator("In")
                .withValues(node)
                .endMatchField()
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .build();
    }

    /** Only here the exporter has a readiness probe: the kubelet reports the end of its first scan. */
    private static Container container(DesiredWorkload desired) {
        return new ContainerBuilder(desired.typedContainer())
                .withNewReadinessProbe()
                .withNewHttpGet()
                .withPath("/-/ready")
                .withPort(new IntOrString(Names.PORT))
                .endHttpGet()
                .withPeriodSeconds(1)
                .withTimeoutSeconds(5)
                .endReadinessProbe()
                .build();
    }
}
