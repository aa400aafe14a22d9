package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;

/** Creates pods, on the one node that there is unless none takes them, and deletes them. */
final class Pods {
    static final String NODE = "node-1";

    private final KubernetesClient client;
    private final Images images;

    Pods(KubernetesClient client, Images images) {
        this.client = client;
        this.images = images;
    }

    void create(ReplicaSet set) {
        client.resource(of(set.getSpec().getTemplate())
                        .editMetadata()
                        .withGenerateName(set.getMetadata().getName() + "-")
                        .withNamespace(set.getMetadata().getNamespace())
                        .withOwnerReferences(Owners.reference(set))
                        .endMetadata()
                        .build())
                .create();
    }

    void create(StatefulSet set, int ordinal, String revision) {
        String name = set.getMetadata().getName() + "-" + ordinal;
        PodBuilder pod = of(set.getSpec().getTemplate())
                .editMetadata()
                .withName(name)
                .withNamespace(set.getMetadata().getNamespace())
                .addToLabels("controller-revision-hash", revision)
                .addToLabels("statefulset.kubernetes.io/pod-name", name)
                .addToLabels("apps.kubernetes.io/pod-index", Integer.toString(ordinal))
                .withOwnerReferences(Owners.reference(set))
                .endMetadata();
        set.getSpec()
                .getVolumeClaimTemplates()
                .forEach(claim -> pod.editSpec()
                        .addNewVolume()
                        .withName(claim.getMetadata().getName())
                        .withNewPersistentVolumeClaim()
                        .withClaimName(claim.getMetadata().getName() + "-" + name)
                        .endPersistentVolumeClaim()
                        .endVolume()
                        .endSpec());
        client.resource(pod.build()).create();
    }

    private PodBuilder of(PodTemplateSpec template) {
        PodSpec spec = template.getSpec();
        PodBuilder pod = new PodBuilder().withMetadata(template.getMetadata()).withSpec(spec);
        return images.any(spec, Behaviour.NEVER_SCHEDULED)
                ? pod
                : pod.editSpec().withNodeName(NODE).endSpec();
    }

    void delete(Pod pod) {
        client.resource(pod).withGracePeriod(0).delete();
    }
}
