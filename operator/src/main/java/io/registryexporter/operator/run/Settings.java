package io.registryexporter.operator.run;

import io.registryexporter.operator.decide.desired.AllowedExporters;
import java.util.Set;

/**
 * What the environment says.
 *
 * @param namespaces those that are watched; none are all
 * @param exporterImage where a resource pins none
 * @param allowed what resources may ask for
 * @param metricsPort port of /metrics, /-/healthy and /-/ready; 0 takes a free one
 */
public record Settings(
        Set<String> namespaces,
        String exporterImage,
        AllowedExporters allowed,
        boolean leaderElection,
        int metricsPort) {

    public Settings {
        namespaces = Set.copyOf(namespaces);
    }

    /** Those of an operator that lets resources ask for everything. */
    public Settings(Set<String> namespaces, String exporterImage, boolean leaderElection, int metricsPort) {
        this(namespaces, exporterImage, AllowedExporters.all(), leaderElection, metricsPort);
    }
}
