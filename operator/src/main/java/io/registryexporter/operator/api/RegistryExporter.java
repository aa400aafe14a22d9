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

/** {@code kind: RegistryExporter}: which registries get an exporter, and what became of it. */
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

    /** Nothing until it is read or set: what is patched server-side must not carry an empty spec. */
    @Override
    protected RegistryExporterSpec initSpec() {
        return null;
    }

    @Override
    protected RegistryExporterStatus initStatus() {
        return null;
    }

    /** Without the owners of its fields, which nobody asks for and nobody may write back. */
    @Override
    public void setMetadata(ObjectMeta metadata) {
        super.setMetadata(new ObjectMetaBuilder(metadata).withManagedFields().build());
    }

    /** One that is larger than the definition lets in, and older, is not kept: it would cost the memory of all others. */
    @Override
    public void setSpec(RegistryExporterSpec spec) {
        boolean beyond = spec != null && SpecSize.isBeyond(spec);
        beyondBounds |= beyond;
        super.setSpec(beyond ? spec.cut() : spec);
    }

    /** Whether the spec was too large to be kept; the API server knows nothing of that. */
    @JsonInclude(JsonInclude.Include.NON_DEFAULT)
    public boolean isBeyondBounds() {
        return beyondBounds;
    }

    public void setBeyondBounds(boolean beyondBounds) {
        this.beyondBounds = beyondBounds;
    }

    /** The spec, with all that was left out at its default. */
    public RegistryExporterSpec wanted() {
        return Optional.ofNullable(getSpec()).orElseGet(RegistryExporterSpec::empty);
    }

    /** What the status reports of a workload, maybe by an earlier process. */
    public Optional<WorkloadStatus> reported(String kind, String name) {
        return written().map(RegistryExporterStatus::workloads).orElse(List.of()).stream()
                .filter(status -> status.kind().equals(kind) && status.name().equals(name))
                .findFirst();
    }

    /** The status as it was last written; empty before the first time. */
    public Optional<RegistryExporterStatus> written() {
        return Optional.ofNullable(getStatus());
    }
}
