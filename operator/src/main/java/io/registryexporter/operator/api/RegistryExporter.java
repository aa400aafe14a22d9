package io.registryexporter.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Optional;

/** {@code kind: RegistryExporter}: which registries get an exporter, and the state of each. */
@Group(Names.GROUP)
@Version(Names.VERSION)
@Kind(Names.KIND)
@Plural(Names.PLURAL)
@Singular("registryexporter")
@ShortNames("rex")
public class RegistryExporter extends CustomResource<RegistryExporterSpec, RegistryExporterStatus>
        implements Namespaced {
    private static final long serialVersionUID = 1L;

    private boolean beyondBounds;

    /** Null until the spec is read or set: a server-side apply must not contain an empty spec. */
    @Override
    protected RegistryExporterSpec initSpec() {
        return null;
    }

    @Override
    protected RegistryExporterStatus initStatus() {
        return null;
    }

    /** Drops the managed fields, which the operator does not need and must not write back. */
    @Override
    public void setMetadata(ObjectMeta metadata) {
        super.setMetadata(new ObjectMetaBuilder(metadata).withManagedFields().build());
    }

    /**
     * Cuts a spec that is older than the bounds of the definition and exceeds them, because it would use too much
     * memory.
     */
    @Override
    public void setSpec(RegistryExporterSpec spec) {
        boolean beyond = spec != null && SpecSize.isBeyond(spec);
        beyondBounds |= beyond;
        super.setSpec(beyond ? spec.cut() : spec);
    }

    /** Whether the spec was too large to keep; the API server does not know this field. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public boolean isBeyondBounds() {
        return beyondBounds;
    }

    public void setBeyondBounds(boolean beyondBounds) {
        this.beyondBounds = beyondBounds;
    }

    /** The spec with all defaults. */
    public RegistryExporterSpec wanted() {
        return Optional.ofNullable(getSpec()).orElseGet(RegistryExporterSpec::empty);
    }

    /** The status of a workload; an earlier process may have written it. */
    public Optional<WorkloadStatus> reported(String kind, String name) {
        return written().map(RegistryExporterStatus::workloads).orElse(List.of()).stream()
                .filter(status -> status.kind().equals(kind) && status.name().equals(name))
                .findFirst();
    }

    /** The status that was last written; empty before the first write. */
    public Optional<RegistryExporterStatus> written() {
        return Optional.ofNullable(getStatus());
    }
}
