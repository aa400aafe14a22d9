package io.registryexporter.it.operator;

import io.fabric8.kubernetes.client.Config;
import io.registryexporter.simulator.played.Behaviour;
import io.registryexporter.simulator.played.PlayedCluster;

/** Controllers and nodes, on which an exporter runs only if a test says so: otherwise its image is still being pulled. */
final class Played {
    private Played() {}

    static PlayedCluster registries(Config config) {
        return with(PlayedCluster.start(config));
    }

    /** The node only, for a cluster with controllers of its own. */
    static PlayedCluster node(Config config) {
        return with(PlayedCluster.node(config));
    }

    private static PlayedCluster with(PlayedCluster cluster) {
        return cluster.image(image -> image.contains("registry-exporter/exporter"), Behaviour.NEVER_SCHEDULED)
                .image(image -> image.contains("/missing"), Behaviour.IMAGE_PULL_BACK_OFF)
                .image(image -> image.contains("/crashing"), Behaviour.CRASH_LOOP)
                .image(image -> image.contains("/greedy"), Behaviour.OOM_KILLED)
                .image(image -> image.contains("/slow"), Behaviour.SLOW)
                .image(image -> image.contains("/stuck"), Behaviour.STUCK);
    }
}
