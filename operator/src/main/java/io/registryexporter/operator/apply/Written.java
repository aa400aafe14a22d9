package io.registryexporter.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.registryexporter.operator.workload.Workload;
import java.util.Set;

/** What came of a write. */
public sealed interface Written {

    /** Done; the object as the API server has it now. */
    record Done(HasMetadata live) implements Written {

        /** Whether it did anything: the API server takes a write that changes nothing, and keeps the version. */
        public boolean changed(Workload before) {
            return !before.resourceVersion().equals(live.getMetadata().getResourceVersion());
        }
    }

    /** The workload is not there any more, or a new one of its name is. */
    record Gone() implements Written {}

    /** Others own fields that had to be written; nothing was. */
    record Conflict(String message) implements Written {}

    /** Others have written the container too, so that giving up would leave a part of it; nothing was written. */
    record Shared(Set<String> managers) implements Written {
        public Shared {
            managers = Set.copyOf(managers);
        }
    }

    /** The operator may not write here. */
    record Forbidden(String message) implements Written {}

    /** The API server, or an admission webhook, does not accept what was written. */
    record Rejected(String message) implements Written {}
}
