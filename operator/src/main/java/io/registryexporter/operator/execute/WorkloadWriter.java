package io.registryexporter.operator.execute;

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
import io.registryexporter.operator.decide.desired.DesiredWorkload;
import io.registryexporter.operator.workload.Withdrawal;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.WorkloadId;
import io.registryexporter.operator.workload.WorkloadKind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Writes the operator's fields to workloads, and removes them. */
public final class WorkloadWriter {
    private static final PatchContext APPLY = options().build();
    private static final PatchContext DRY_RUN =
            options().withDryRun(List.of("All")).build();

    private final KubernetesClient client;
    private final WriteListener listener;
    private final PatchContext options;
    private final KubernetesSerialization serialization;

    public WorkloadWriter(KubernetesClient client, WriteListener listener) {
        this(client, listener, APPLY);
    }

    private WorkloadWriter(KubernetesClient client, WriteListener listener, PatchContext options) {
        this.client = client;
        this.listener = listener;
        this.options = options;
        this.serialization = client.getKubernetesSerialization();
    }

    /** A writer that sends dry-run requests, which change nothing. */
    public static WorkloadWriter dryRun(KubernetesClient client) {
        return new WorkloadWriter(client, (workload, result) -> {}, DRY_RUN);
    }

    /**
     * Writes the desired fields to the workload.
     *
     * @throws KubernetesClientException if the API server did not decide; the caller tries again
     */
    public Result inject(Workload workload, DesiredWorkload desired) {
        ObjectNode fields = identity(workload);
        fields.withObject("/metadata")
                .set("annotations", object(desired.annotations()).put(Names.BASE, desired.base(workload)));
        ObjectNode template = fields.withObject("/spec/template");
        if (!desired.podAnnotations().isEmpty()) {
            template.withObject("/metadata").set("annotations", object(desired.podAnnotations()));
        }
        template.withObject("/spec").withArray("containers").add(desired.container());
        return apply(workload.id(), fields);
    }

    /**
     * Gives up all fields of the operator, so that the API server removes the fields without another owner. If other
     * managers own parts of the container, a dry run comes first, and nothing is written if a part would stay: an
     * incomplete exporter does not start and makes the registry's pod unready.
     *
     * @throws KubernetesClientException if the API server did not decide; the caller tries again
     */
    public Result remove(Workload workload) {
        return removeUnlessPartial(workload, identity(workload));
    }

    /**
     * Removes the exporter, and writes a note with the reason.
     *
     * @throws KubernetesClientException if the API server did not decide; the caller tries again
     */
    public Result withdraw(Workload workload, Withdrawal note) {
        ObjectNode fields = identity(workload);
        fields.withObject("/metadata").set("annotations", object(Map.of(Names.WITHDRAWN, note.text())));
        return removeUnlessPartial(workload, fields);
    }

    private Result removeUnlessPartial(Workload workload, ObjectNode fields) {
        Optional<Result> obstruction =
                workload.otherManagers().isEmpty() ? Optional.empty() : obstruction(workload, fields);
        return obstruction.orElseGet(() -> apply(workload.id(), fields));
    }

    private Optional<Result> obstruction(Workload workload, ObjectNode fields) {
        Result tried = send(workload.id(), fields, DRY_RUN);
        if (tried instanceof Result.Done) {
            return tried.live()
                    .filter(left -> left.exporter().isPresent())
                    .map(left -> new Result.Shared(left.otherManagers()));
        }
        listener.written(workload.id(), tried);
        return Optional.of(
                tried instanceof Result.Rejected rejected
                        ? new Result.Rejected(rejected.message() + "; container " + Names.CONTAINER
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

    /** Contains the uid, so that the write does not reach a recreated workload of the same name. */
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

    private Result apply(WorkloadId id, ObjectNode fields) {
        Result written = send(id, fields, options);
        listener.written(id, written);
        return written;
    }

    private Result send(WorkloadId id, ObjectNode fields, PatchContext options) {
        GenericKubernetesResource patch = serialization.convertValue(fields, GenericKubernetesResource.class);
        try {
            GenericKubernetesResource live = client.genericKubernetesResources(
                            WorkloadKind.API_VERSION, id.kind().toString())
                    .inNamespace(id.namespace())
                    .resource(patch)
                    .patch(options);
            return new Result.Done(typed(id.kind(), live));
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
