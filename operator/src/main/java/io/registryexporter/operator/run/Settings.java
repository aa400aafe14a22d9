package io.registryexporter.operator.run;

import java.util.Set;

/**
 * What the environment says.
 *
 * @param namespaces those that are watched; none are all
 * @param exporterImage where a resource pins none
 * @param metricsPort port of /metrics, /-/healthy and /-/ready; 0 takes a free one
 */
public record Settings(Set<String> namespaces, String exporterImage, boolean leaderElection, int metricsPort) {

    public Settings {
        namespaces = Set.copyOf(namespaces);
    }
}
