package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;

/** The one node that there is, with its scheduler and its kubelet. */
final class Node {
    private final KubernetesClient client;
    private final Images images;
    private final Pods pods;
    private final Kubelet kubelet;

    Node(KubernetesClient client, Images images, Pods pods, Clock clock) {
        this.client = client;
        this.images = images;
        this.pods = pods;
        kubelet = new Kubelet(client, images, clock);
    }

    /** Gives pods to the node that nobody has given to it. */
    void schedule(Scene scene) {
        scene.pods().stream()
                .filter(pod -> !Owners.isGoing(pod)
                        && pod.getSpec().getNodeName() == null
                        && !images.any(pod.getSpec(), Behaviour.NEVER_SCHEDULED))
                .forEach(this::bind);
    }

    private void bind(Pod pod) {
        client.bindings()
                .inNamespace(pod.getMetadata().getNamespace())
                .resource(new BindingBuilder()
                        .withNewMetadata()
                        .withName(pod.getMetadata().getName())
                        .withNamespace(pod.getMetadata().getNamespace())
                        .endMetadata()
                        .withNewTarget()
                        .withKind("Node")
                        .withName(Pods.NODE)
                        .endTarget()
                        .build())
                .create();
    }

    void play(Scene scene) {
        // What a kubelet does once the containers have ended.
        scene.pods().stream().filter(Owners::isGoing).forEach(pods::delete);
        scene.pods().stream().filter(pod -> !Owners.isGoing(pod)).forEach(kubelet::play);
    }
}
