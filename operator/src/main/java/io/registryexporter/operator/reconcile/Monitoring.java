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

/** Maintains the desired objects of the Prometheus Operator, if the cluster knows their kinds. */
final class Monitoring {
    private final MonitoringEventSource source;
    private final MonitoringWriter writer;
    private final MonitoringObjects objects = new MonitoringObjects();

    Monitoring(MonitoringEventSource source, MonitoringWriter writer) {
        this.source = source;
        this.writer = writer;
    }

    /** The state of one kind; the reason is empty if the object is as desired. */
    private record Finding(String reason, String message) {}

    /**
     * Maintains the objects and returns their state; empty if the resource asks for none.
     *
     * @param pods that carry the exporter
     */
    Optional<MonitoringState> run(RegistryExporter resource, Collection<ScrapedPods> pods) {
        List<Finding> findings = new ArrayList<>();
        for (MonitoringKind kind : MonitoringKind.values()) {
            try {
                maintain(kind, resource, pods).ifPresent(findings::add);
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

    private Optional<Finding> maintain(MonitoringKind kind, RegistryExporter resource, Collection<ScrapedPods> pods) {
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
                    "the cluster does not know the kind " + kind + " of " + kind.apiVersion() + ", or the operator"
                            + " may not see the definition, so it creates no object; install the Prometheus"
                            + " Operator, or set "
                            + kind.field()
                            + " to false"));
        }
        return Optional.of(applied(kind, resource, pods, paused));
    }

    private Finding applied(
            MonitoringKind kind, RegistryExporter resource, Collection<ScrapedPods> pods, boolean paused) {
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
                    name + " exists and does not belong to the operator; rename it, or set" + " " + kind.field()
                            + " to false");
        }
        writer.apply(kind, wanted);
        return new Finding("", name);
    }
}
