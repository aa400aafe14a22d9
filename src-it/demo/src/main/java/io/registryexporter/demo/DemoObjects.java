package io.registryexporter.demo;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import java.util.List;

/** What a team has in its cluster. */
final class DemoObjects {
    /** As a user writes it. */
    static final String RESOURCE = """
            apiVersion: registryexporter.io/v1alpha1
            kind: RegistryExporter
            metadata:
              name: registry
            spec:
              selector:
                matchLabels:
                  app: registry
            """;

    private static final String REGISTRY = "registry";

    private DemoObjects() {}

    static Namespace namespace(String name) {
        return new NamespaceBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .build();
    }

    static List<HasMetadata> registry(String namespace) {
        return List.of(
                new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(REGISTRY)
                        .withNamespace(namespace)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteOnce")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .build(),
                deployment(namespace));
    }

    private static Deployment deployment(String namespace) {
        return new DeploymentBuilder()
                .withNewMetadata()
                .withName(REGISTRY)
                .withNamespace(namespace)
                .addToLabels("app", REGISTRY)
                .endMetadata()
                .withNewSpec()
                .withNewStrategy()
                .withType("Recreate")
                .endStrategy()
                .withNewSelector()
                .addToMatchLabels("app", REGISTRY)
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", REGISTRY)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(REGISTRY)
                .withImage("registry:2.8.3")
                .addNewPort()
                .withContainerPort(5000)
                .endPort()
                .addNewVolumeMount()
                .withName("storage")
                .withMountPath("/var/lib/registry")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("storage")
                .withNewPersistentVolumeClaim(REGISTRY, false)
                .endVolume()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }
}
