package io.registryexporter.operator.record.events;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.LogKeys;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.workload.WorkloadId;
import io.registryexporter.operator.workload.WorkloadKind;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Objects;

/** Writes events of a resource and of its workload; a failed write affects nothing else. */
public final class EventWriter {
    private static final int MAX_MESSAGE = 1024;

    private final KubernetesClient client;
    private final Runnable progress;
    private final Clock clock;
    private final Log log;

    /**
     * A writer for the events of all rounds.
     *
     * @param progress runs before each event
     */
    public EventWriter(KubernetesClient client, Runnable progress, Clock clock, Log log) {
        this.client = client;
        this.progress = progress;
        this.clock = clock;
        this.log = log;
    }

    /**
     * What an event reports.
     *
     * @param warning whether the type is Warning instead of Normal
     */
    record Content(boolean warning, String reason, String message) {
        private Content of(WorkloadId id) {
            return new Content(warning, reason, id.kind() + " " + id.name() + ": " + message);
        }
    }

    /** Writes an event of the resource and an event of the workload. */
    void write(RegistryExporter resource, WorkloadId id, String uid, Content content) {
        write(resource, id, content);
        write(id, uid, content);
    }

    /** Writes an event of the resource about a workload. */
    void write(RegistryExporter resource, WorkloadId id, Content content) {
        create(event(reference(resource), content.of(id)));
    }

    /** Writes an event of the workload. */
    void write(WorkloadId id, String uid, Content content) {
        create(event(reference(id, uid), content));
    }

    private static ObjectReference reference(RegistryExporter resource) {
        return new ObjectReferenceBuilder()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .build();
    }

    private static ObjectReference reference(WorkloadId id, String uid) {
        return new ObjectReferenceBuilder()
                .withApiVersion(WorkloadKind.API_VERSION)
                .withKind(id.kind().toString())
                .withNamespace(id.namespace())
                .withName(id.name())
                .withUid(uid)
                .build();
    }

    private Event event(ObjectReference about, Content content) {
        String message = content.message();
        String now = DateTimeFormatter.ISO_INSTANT.format(clock.instant().truncatedTo(ChronoUnit.SECONDS));
        return new EventBuilder()
                .withNewMetadata()
                .withGenerateName(about.getName() + "-")
                .withNamespace(about.getNamespace())
                .endMetadata()
                .withInvolvedObject(about)
                .withType(content.warning() ? "Warning" : "Normal")
                .withReason(content.reason())
                .withMessage(
                        message.codePointCount(0, message.length()) > MAX_MESSAGE
                                ? message.substring(0, message.offsetByCodePoints(0, MAX_MESSAGE))
                                : message)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent(Names.FIELD_MANAGER)
                .endSource()
                .withReportingComponent(Names.FIELD_MANAGER)
                .build();
    }

    private void create(Event event) {
        progress.run();
        try {
            client.v1()
                    .events()
                    .inNamespace(event.getMetadata().getNamespace())
                    .resource(event)
                    .create();
        } catch (KubernetesClientException e) {
            log.warn(
                    "cannot write event",
                    LogKeys.NAMESPACE.of(event.getMetadata().getNamespace()),
                    LogKeys.EVENT.of(event.getReason()),
                    LogKeys.ERR.of(Objects.requireNonNullElse(e.getMessage(), e.toString())));
        }
    }
}
