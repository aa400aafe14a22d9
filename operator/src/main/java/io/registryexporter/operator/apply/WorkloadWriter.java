package io.registryexporter.operator.apply;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.plan.DesiredWorkload;
import io.registryexporter.operator.workload.Withdrawal;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import io.registryexporter.operator.workload.WorkloadKind;
import io.registryexporter.operator.workload.Workloads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Writes the operator's fields into workloads, and takes them back. */
public final class WorkloadWriter {
    private static final PatchContext APPLY = options().build();
    private static final PatchContext TRY = options().withDryRun(List.of("All")).build();

    private final KubernetesClient client;
    private final WriteListener listener;
    private final KubernetesSerialization serialization;

    public WorkloadWriter(KubernetesClient client, WriteListener listener) {
        this.client = client;
        this.listener = listener;
        this.serialization = client.getKubernetesSerialization();
    }

    /**
     * Makes the workload carry what is desired.
     *
     * @throws KubernetesClientException where the API server did not decide: it is to be tried again
     */
    public Written inject(Workload workload, DesiredWorkload desired) {
        return apply(workload.id(), fields(workload, desired));
    }

    /** What the API server would answer to {@link #inject}: a dry run, which changes nothing and is told to nobody. */
    public Written tryToInject(Workload workload, DesiredWorkload desired) {
        return send(workload.id(), fields(workload, desired), TRY);
    }

    private static ObjectNode fields(Workload workload, DesiredWorkload desired) {
        ObjectNode fields = identity(workload);
        fields.withObject("/metadata")
                .set("annotations", object(desired.annotations()).put(Names.BASE, workload.base()));
        ObjectNode template = fields.withObject("/spec/template");
        if (!desired.podAnnotations().isEmpty()) {
            template.withObject("/metadata").set("annotations", object(desired.podAnnotations()));
        }
        template.withObject("/spec").withArray("containers").add(desired.container());
        return fields;
    }

    /**
     * Gives up every field that the operator owns; what nobody else owns is gone then. Where others have written the
     * container too it is tried first, and not done if a part of the container would stay: half an exporter does not
     * start, and takes the registry's pod out of its Service.
     *
     * @throws KubernetesClientException where the API server did not decide: it is to be tried again
     */
    public Written release(Workload workload) {
        return leave(workload, identity(workload));
    }

    /**
     * The same, but a note stays which says why.
     *
     * @throws KubernetesClientException where the API server did not decide: it is to be tried again
     */
    public Written withdraw(Workload workload, Withdrawal note) {
        ObjectNode fields = identity(workload);
        fields.withObject("/metadata").set("annotations", object(Map.of(Names.WITHDRAWN, note.text())));
        return leave(workload, fields);
    }

    private Written leave(Workload workload, ObjectNode fields) {
        Optional<Written> hindrance =
                workload.otherManagers().isEmpty() ? Optional.empty() : hindrance(workload, fields);
        return hindrance.orElseGet(() -> apply(workload.id(), fields));
    }

    private Optional<Written> hindrance(Workload workload, ObjectNode fields) {
        Written tried = send(workload.id(), fields, TRY);
        if (tried instanceof Written.Done done) {
            return Workloads.of(done.live())
                    .filter(left -> left.exporter().isPresent())
                    .map(left -> new Written.Shared(left.otherManagers()));
        }
        listener.written(workload.id(), tried);
        return Optional.of(
                tried instanceof Written.Rejected rejected
                        ? new Written.Rejected(rejected.message() + "; container " + Names.CONTAINER
                                + " was written by " + String.join(", ", new TreeSet<>(workload.otherManagers()))
                                + " too")
                        : tried);
    }

    private static PatchContext.Builder options() {
        return new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(Names.FIELD_MANAGER)
                .withForce(false);
    }

    /** The uid, so that a recreated workload of the same name is not taken for the one that was planned for. */
    private static ObjectNode identity(Workload workload) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.put("apiVersion", WorkloadKind.API_VERSION);
        fields.put("kind", workload.id().kind().toString());
        fields.withObject("/metadata")
                .put("name", workload.id().name())
                .put("namespace", workload.id().namespace())
                .put("uid", workload.uid());
        return fields;
    }

    private static ObjectNode object(Map<String, String> entries) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        entries.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> object.put(entry.getKey(), entry.getValue()));
        return object;
    }

    private Written apply(WorkloadId id, ObjectNode fields) {
        Written written = send(id, fields, APPLY);
        listener.written(id, written);
        return written;
    }

    private Written send(WorkloadId id, ObjectNode fields, PatchContext options) {
        GenericKubernetesResource patch = serialization.convertValue(fields, GenericKubernetesResource.class);
        try {
            GenericKubernetesResource live = client.genericKubernetesResources(
                            WorkloadKind.API_VERSION, id.kind().toString())
                    .inNamespace(id.namespace())
                    .resource(patch)
                    .patch(options);
            return new Written.Done(typed(id.kind(), live));
        } catch (KubernetesClientException e) {
            return Refusals.of(e);
        }
    }

    private HasMetadata typed(WorkloadKind kind, GenericKubernetesResource live) {
        return switch (kind) {
            case DEPLOYMENT -> serialization.convertValue(live, Deployment.class);
            case STATEFUL_SET -> serialization.convertValue(live, StatefulSet.class);
        };
    }
}
