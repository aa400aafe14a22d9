package io.registryexporter.operator.decide.desired;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.registryexporter.operator.api.ExporterSpec;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.detect.RegistryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Builds the exporter's container. */
final class ExporterContainer {
    private static final String LISTEN_ADDRESS = "--web.listen-address";

    private ExporterContainer() {}

    static Container of(ExporterSpec spec, String image, RegistryStorage storage, PodSpec pod) {
        return new ContainerBuilder()
                .withName(Names.CONTAINER)
                .withImage(image)
                .withImagePullPolicy(spec.imagePullPolicy().text())
                .withArgs(arguments(spec, storage))
                .addNewPort()
                .withName(Names.PORT)
                .withContainerPort(spec.port())
                .withProtocol("TCP")
                .endPort()
                .withEnv(spec.env())
                .withResources(resources(spec))
                .withSecurityContext(
                        ExporterSecurity.of(storage.container(), pod).merged(spec.securityContext()))
                .withVolumeMounts(mounts(storage))
                .withLivenessProbe(livenessProbe())
                // Its last output is in the pod's status, so that the operator can report an error to the user.
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .build();
    }

    private static List<String> arguments(ExporterSpec spec, RegistryStorage storage) {
        // Escaped, because Kubernetes would expand variables in the path.
        List<String> arguments = new ArrayList<>(List.of(storage.path().replace("$(", "$$(")));
        arguments.add(LISTEN_ADDRESS + "=:" + spec.port());
        addUnlessGiven(arguments, spec, "--scan.interval", spec.scanInterval());
        storage.registryVersion().ifPresent(version -> addUnlessGiven(arguments, spec, "--registry.version", version));
        // The probe and the metrics need this port; the schema rejects another port too.
        spec.args().stream()
                .filter(argument -> !argument.startsWith(LISTEN_ADDRESS))
                .forEach(arguments::add);
        return arguments;
    }

    private static void addUnlessGiven(List<String> arguments, ExporterSpec spec, String option, String value) {
        boolean given =
                spec.args().stream().anyMatch(argument -> argument.equals(option) || argument.startsWith(option + "="));
        if (!given) {
            arguments.add(option + "=" + value);
        }
    }

    private static List<VolumeMount> mounts(RegistryStorage storage) {
        return Stream.concat(Stream.of(storage.mount()), storage.mountsBelow().stream())
                .map(ExporterContainer::mount)
                .toList();
    }

    /** A read-only mount of the same subpath of the volume as the registry's. */
    private static VolumeMount mount(VolumeMount registry) {
        return new VolumeMountBuilder()
                .withName(registry.getName())
                .withMountPath(registry.getMountPath())
                .withSubPath(registry.getSubPath())
                .withReadOnly(true)
                .build();
    }

    private static ResourceRequirements resources(ExporterSpec spec) {
        boolean given = !spec.resources().equals(new ResourceRequirements());
        return given
                ? spec.resources()
                // With requests, because an autoscaler ignores pods with a container without requests.
                : new ResourceRequirementsBuilder()
                        .addToRequests("cpu", new Quantity("10m"))
                        .addToRequests("memory", new Quantity("64Mi"))
                        .addToLimits("memory", new Quantity("256Mi"))
                        .build();
    }

    /** A lenient probe, and the only one: readiness or start-up of the exporter must never affect the registry. */
    private static Probe livenessProbe() {
        return new ProbeBuilder()
                .withNewHttpGet()
                .withPath("/-/healthy")
                .withPort(new IntOrString(Names.PORT))
                .endHttpGet()
                .withInitialDelaySeconds(30)
                .withPeriodSeconds(30)
                .withTimeoutSeconds(5)
                .withFailureThreshold(10)
                .build();
    }
}
