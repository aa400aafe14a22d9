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

/** Runs one round for one resource: observe, decide, execute, record. */
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

    /** Whether a change of a resource needs a round; a change of its status does not. */
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
        boolean preflightEnded = loop.preflights().after(resource, result);
        List<Target> targets = result.targets();
        loop.targets().roundEnded(resource, targets);
        report(resource, targets, loop.monitoring().run(resource, result.pods()), context);
        UpdateControl<RegistryExporter> done = UpdateControl.noUpdate();
        List<Reason> reasons =
                targets.stream().map(target -> target.verdict().reason()).toList();
        return Recheck.after(reasons, result.restarting() || preflightEnded, result.everywhere())
                .map(done::rescheduleAfter)
                .orElse(done);
    }

    /** Stops the event sources of a failed start, so that the next start can create new ones. */
    public void stopEventSources() {
        Optional.ofNullable(loop)
                .ifPresent(made -> made.sources().eventSources().forEach(EventSource::stop));
    }

    /** Removes the exporters of missing resources; the leading operator calls this method periodically. */
    public void removeOrphans() {
        loop.orphans().sweep();
    }

    /** Deletes the pods of preflights that a previous process left behind. */
    public void removeLeftPreflights() {
        loop.preflights().leftBehind();
    }

    /** Replaces the cached copy of the resource, which may be older. */
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
            // After the write, so that a failed write does not cause events at each attempt.
            loop.events().reported(resource, targets);
        }
    }

    /**
     * Does not block forever: the workloads of a terminating namespace go with it, and after the grace period the
     * remaining exporters stay.
     */
    @Override
    public DeleteControl cleanup(RegistryExporter resource, Context<RegistryExporter> context) {
        loop.targets().resourceDeleted(resource);
        loop.preflights().of(resource);
        boolean ended =
                loop.sources().namespaces().terminating(resource.getMetadata().getNamespace())
                        || loop.deletion().run(selection(resource));
        return ended
                ? DeleteControl.defaultDelete()
                : DeleteControl.noFinalizerRemoval().rescheduleAfter(RETRY_REMOVAL);
    }
}
