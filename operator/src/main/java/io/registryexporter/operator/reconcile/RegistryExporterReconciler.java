package io.registryexporter.operator.reconcile;

import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.api.RegistryExporterStatus;
import io.registryexporter.operator.decide.Recheck;
import io.registryexporter.operator.decide.Selection;
import io.registryexporter.operator.record.status.MonitoringState;
import io.registryexporter.operator.record.status.ResourceStatus;
import io.registryexporter.operator.record.status.StatusWriter;
import io.registryexporter.operator.record.status.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One round for one resource: observe, decide, execute, record. */
public final class RegistryExporterReconciler implements Reconciler<RegistryExporter>, Cleaner<RegistryExporter> {
    private static final Duration RETRY_REMOVAL = Duration.ofSeconds(5);

    private final LoopFactory factory;
    private final ResourceStatus status;
    private final StatusWriter statusWriter = new StatusWriter();

    @SuppressWarnings("NullAway.Init") // made with the event sources, before anything is reconciled
    private Loop loop;

    public RegistryExporterReconciler(LoopFactory factory, Clock clock) {
        this.factory = factory;
        this.status = new ResourceStatus(clock);
    }

    /** Which changes of a resource ask for a round; its status is the operator's own. */
    public static boolean concerns(RegistryExporter now, RegistryExporter before) {
        return ChangeFilters.primary(now, before);
    }

    @Override
    public List<EventSource<?, RegistryExporter>> prepareEventSources(EventSourceContext<RegistryExporter> context) {
        loop = factory.loop(context);
        return loop.sources().eventSources();
    }

    @Override
    public UpdateControl<RegistryExporter> reconcile(RegistryExporter resource, Context<RegistryExporter> context) {
        Round.Result result = loop.round().run(selection(resource));
        List<Target> targets = result.targets();
        loop.targets().roundEnded(resource, targets);
        report(resource, targets, loop.monitoring().run(resource, result.pods()), context);
        UpdateControl<RegistryExporter> done = UpdateControl.noUpdate();
        List<Reason> reasons =
                targets.stream().map(target -> target.verdict().reason()).toList();
        return Recheck.after(reasons, result.restarting(), result.everywhere())
                .map(done::rescheduleAfter)
                .orElse(done);
    }

    /** Ends what a start that failed has left, so that the next one begins anew. */
    public void stopEventSources() {
        Optional.ofNullable(loop)
                .ifPresent(made -> made.sources().eventSources().forEach(EventSource::stop));
    }

    /** Removes what is left of resources that are gone; for the operator that leads, now and then. */
    public void removeOrphans() {
        loop.orphans().sweep();
    }

    /** The cache may still have an older copy of the resource itself. */
    private Selection selection(RegistryExporter resource) {
        String name = resource.getMetadata().getName();
        return new Selection(
                resource,
                Stream.concat(
                                Stream.of(resource),
                                loop
                                        .sources()
                                        .resources()
                                        .in(resource.getMetadata().getNamespace())
                                        .stream()
                                        .filter(other ->
                                                !other.getMetadata().getName().equals(name)))
                        .toList());
    }

    private void report(
            RegistryExporter resource,
            List<Target> targets,
            Optional<MonitoringState> monitoring,
            Context<RegistryExporter> context) {
        RegistryExporterStatus status = this.status.of(resource, targets, monitoring);
        if (!resource.written().equals(Optional.of(status))) {
            statusWriter.write(resource, status, context);
            // Afterwards, so that a status that cannot be written is not an event at each try.
            loop.events().reported(resource, targets);
        }
    }

    /** Never stuck: a namespace that ends takes its workloads along, and in the end what cannot be removed stays. */
    @Override
    public DeleteControl cleanup(RegistryExporter resource, Context<RegistryExporter> context) {
        loop.targets().resourceDeleted(resource);
        boolean ended =
                loop.sources().namespaces().terminating(resource.getMetadata().getNamespace())
                        || loop.deletion().run(selection(resource));
        return ended
                ? DeleteControl.defaultDelete()
                : DeleteControl.noFinalizerRemoval().rescheduleAfter(RETRY_REMOVAL);
    }
}
