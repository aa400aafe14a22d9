package io.registryexporter.operator.run;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.decide.Preflights;
import io.registryexporter.operator.manifest.ManifestClient;
import io.registryexporter.operator.manifest.ManifestException;
import io.registryexporter.operator.manifest.ManifestReader;
import io.registryexporter.operator.manifest.Manifests;
import io.registryexporter.operator.observe.ConfigMapReader;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;

/** Dry runs of a cluster and of manifests. */
public final class DryRuns {
    private final Settings settings;
    private final Clock clock;
    private final Log log;
    private final DryRunReport report;

    public DryRuns(Settings settings, Clock clock, Log log, DryRunReport report) {
        this.settings = settings;
        this.clock = clock;
        this.log = log;
        this.report = report;
    }

    /**
     * Reports what would be done with the workloads of a cluster.
     *
     * @throws CannotRunException if the cluster does not know the resource
     */
    public void ofCluster(KubernetesClient client) {
        report.print(dryRun(client, new ConfigMapReader(client, clock), Preflights.Mode.ONE_AT_A_TIME)
                .lines());
    }

    /**
     * Reports what would be done with the workloads of manifests, without a cluster.
     *
     * @param files {@code -} stands for the input
     * @throws CannotRunException if a file cannot be read, or is no manifest
     */
    public void ofManifests(List<String> files, InputStream input) {
        Manifests manifests = read(files, input);
        try (KubernetesClient client = ManifestClient.of(manifests, OperatorClient.serialization())) {
            DryRun dryRun = dryRun(
                    client,
                    new ConfigMapReader(client, clock, "is not in the manifests"),
                    Preflights.Mode.WITHOUT_CLUSTER);
            report.print(manifests.has(Names.KIND) ? dryRun.lines() : dryRun.linesAsIfSelected());
        }
    }

    private static Manifests read(List<String> files, InputStream input) {
        try {
            return new ManifestReader(input).read(files);
        } catch (ManifestException e) {
            throw new CannotRunException(e.getMessage());
        }
    }

    private DryRun dryRun(KubernetesClient client, ConfigMapReader configMaps, Preflights.Mode preflights) {
        return new DryRun(
                client,
                configMaps,
                settings.namespaces(),
                settings.exporterImage(),
                settings.allowed(),
                preflights,
                clock,
                log);
    }
}
