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
import io.registryexporter.operator.apply.StatusWriter;
import io.registryexporter.operator.status.MonitoringState;
import io.registryexporter.operator.status.Statuses;
import io.registryexporter.operator.status.Target;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One round for one resource: observe, detect, plan, apply, status. */
public final class RegistryExporterReconciler implements Reconciler<RegistryExporter>, Cleaner<RegistryExporter> {
    private static final Duration RETRY_RELEASE = Duration.ofSeconds(5);

    private final LoopFactory factory;
    private final Statuses statuses;
    private final StatusWriter statusWriter = new StatusWriter();

    @SuppressWarnings("NullAway.Init") // made with the event sources, before anything is reconciled
    private Loop loop;

    public RegistryExporterReconciler(LoopFactory factory, Clock clock) {
        this.factory = factory;
        this.statuses = new Statuses(clock);
    }

    /** Which changes of a resource ask for a round; its status is the operator's own. */
    public static boolean concerns(RegistryExporter now, RegistryExporter before) {
        return ChangeFilters.primary(now, before);
    }

    @Override
    public List<EventSource<?, RegistryExporter>> prepareEventSources(EventSourceContext<RegistryExporter> context) {
        loop = factory.loop(context);
        return loop.eventSources();
    }

    @Override
    public UpdateControl<RegistryExporter> reconcile(RegistryExporter resource, Context<RegistryExporter> context) {
        Round.Result result = loop.round().run(resource, siblings(resource));
        List<Target> targets = result.targets();
        loop.listener().settled(resource, targets);
        report(resource, targets, loop.monitoring().run(resource, result.pods()), context);
        UpdateControl<RegistryExporter> done = UpdateControl.noUpdate();
        return Recheck.after(targets, result.restarting(), result.everywhere())
                .map(done::rescheduleAfter)
                .orElse(done);
    }

    /** Ends what a start that failed has left, so that the next one begins anew. */
    public void stopEventSources() {
        Optional.ofNullable(loop).ifPresent(made -> made.eventSources().forEach(EventSource::stop));
    }

    /** Takes back what is left of resources that are gone; for the operator that leads, now and then. */
    public void releaseOrphans() {
        loop.orphans().sweep();
    }

    /** The cache may still have an older copy of the resource itself. */
    private List<RegistryExporter> siblings(RegistryExporter resource) {
        return Stream.concat(
                        Stream.of(resource),
                        loop.resources().in(resource.getMetadata().getNamespace()).stream()
                                .filter(other -> !other.getMetadata()
                                        .getName()
                                        .equals(resource.getMetadata().getName())))
                .toList();
    }

    private void report(
            RegistryExporter resource,
            List<Target> targets,
            Optional<MonitoringState> monitoring,
            Context<RegistryExporter> context) {
        RegistryExporterStatus status = statuses.of(resource, targets, monitoring);
        if (!resource.written().equals(Optional.of(status))) {
            statusWriter.write(resource, status, context);
            // Afterwards, so that a status that cannot be written is not told again at each try.
            loop.journal().reported(resource, targets);
        }
    }

    /** Never stuck: a namespace that ends takes its workloads along, and what cannot be written to is left in the end. */
    @Override
    public DeleteControl cleanup(RegistryExporter resource, Context<RegistryExporter> context) {
        loop.listener().forgotten(resource);
        if (loop.namespaces().terminating(resource.getMetadata().getNamespace())) {
            return DeleteControl.defaultDelete();
        }
        LastRound.Result result = loop.lastRound().run(resource, siblings(resource));
        // What somebody else has written too can only be taken away by him.
        boolean stuck = result.left().values().stream().anyMatch(why -> why.reason() != Reason.OWNED_BY_OTHER_MANAGER);
        if (result.waiting() || (stuck && result.patient())) {
            return DeleteControl.noFinalizerRemoval().rescheduleAfter(RETRY_RELEASE);
        }
        loop.lastRound().ended(resource);
        result.left().forEach((carrier, why) -> loop.release().leftBehind(resource, carrier, why));
        return DeleteControl.defaultDelete();
    }
}
