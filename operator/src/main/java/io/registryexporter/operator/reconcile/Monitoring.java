package io.registryexporter.operator.reconcile;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.execute.ApiErrorMessage;
import io.registryexporter.operator.execute.MonitoringWriter;
import io.registryexporter.operator.monitoring.MonitoringKind;
import io.registryexporter.operator.monitoring.MonitoringObjects;
import io.registryexporter.operator.monitoring.ScrapedPods;
import io.registryexporter.operator.observe.MonitoringEventSource;
import io.registryexporter.operator.record.status.MonitoringState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Keeps the objects of the Prometheus Operator that a resource wants, as far as the cluster knows their kinds. */
final class Monitoring {
    private final MonitoringEventSource source;
    private final MonitoringWriter writer;
    private final MonitoringObjects objects = new MonitoringObjects();

    Monitoring(MonitoringEventSource source, MonitoringWriter writer) {
        this.source = source;
        this.writer = writer;
    }

    /** What became of one kind; the reason is empty where all is well. */
    private record Finding(String reason, String message) {}

    /**
     * Keeps them, and says how they stand; nothing where none is wanted.
     *
     * @param pods those that carry the exporter
     */
    Optional<MonitoringState> run(RegistryExporter resource, Collection<ScrapedPods> pods) {
        List<Finding> findings = new ArrayList<>();
        for (MonitoringKind kind : MonitoringKind.values()) {
            try {
                keep(kind, resource, pods).ifPresent(findings::add);
            } catch (KubernetesClientException e) {
                findings.add(new Finding("NotWritten", kind + ": " + ApiErrorMessage.of(e)));
            }
        }
        String reason = findings.stream()
                .map(Finding::reason)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse("");
        String message = findings.stream().map(Finding::message).collect(Collectors.joining("; "));
        return findings.isEmpty()
                ? Optional.empty()
                : Optional.of(new MonitoringState(reason.isEmpty(), reason.isEmpty() ? "Applied" : reason, message));
    }

    private Optional<Finding> keep(MonitoringKind kind, RegistryExporter resource, Collection<ScrapedPods> pods) {
        boolean paused = resource.wanted().paused();
        if (!kind.isWanted(resource.wanted().monitoring())) {
            source.live(kind, resource)
                    .filter(live -> !paused && MonitoringObjects.isOwned(live, resource))
                    .ifPresent(live -> writer.delete(kind, live));
            return Optional.empty();
        }
        if (!source.knows(kind)) {
            return Optional.of(new Finding(
                    "KindUnknown",
                    "the cluster does not know the kind " + kind + " of " + kind.apiVersion()
                            + ", or the operator may not see whether it does, so that none is made; install the Prometheus Operator, or set "
                            + kind.field()
                            + " to false"));
        }
        return Optional.of(made(kind, resource, pods, paused));
    }

    private Finding made(MonitoringKind kind, RegistryExporter resource, Collection<ScrapedPods> pods, boolean paused) {
        String name = kind + " " + resource.getMetadata().getName();
        ObjectNode wanted = objects.of(kind, resource, pods);
        Optional<GenericKubernetesResource> live = source.live(kind, resource);
        if (live.filter(known -> objects.matches(known, wanted)).isPresent()) {
            return new Finding("", name);
        }
        if (paused) {
            return new Finding("Paused", name + " is not written, because spec.paused is true");
        }
        boolean others = writer.existing(
                        kind,
                        resource.getMetadata().getNamespace(),
                        resource.getMetadata().getName())
                .filter(existing -> !MonitoringObjects.isOwned(existing, resource))
                .isPresent();
        if (others) {
            return new Finding(
                    "NotOwned",
                    name + " is there and is not the operator's; rename it, or set " + kind.field() + " to false");
        }
        writer.apply(kind, wanted);
        return new Finding("", name);
    }
}
