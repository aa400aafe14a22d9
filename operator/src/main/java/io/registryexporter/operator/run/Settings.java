package io.registryexporter.operator.run;

import io.registryexporter.operator.decide.desired.AllowedExporters;
import java.util.Set;

/**
 * The settings by the environment variables.
 *
 * @param namespaces to watch; an empty set stands for all
 * @param exporterImage if a resource has no image
 * @param allowed exporters of resources
 * @param metricsPort port of /metrics, /-/healthy and /-/ready; 0 for any free port
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

    /** Settings that allow every exporter. */
    public Settings(Set<String> namespaces, String exporterImage, boolean leaderElection, int metricsPort) {
        this(namespaces, exporterImage, AllowedExporters.all(), leaderElection, metricsPort);
    }
}
