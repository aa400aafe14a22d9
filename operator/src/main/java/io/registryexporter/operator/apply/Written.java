package io.registryexporter.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;

/** What came of a write. */
public sealed interface Written {

    /** Done; the object as the API server has it now. */
    record Done(HasMetadata live) implements Written {}

    /** The workload is not there any more, or a new one of its name is. */
    record Gone() implements Written {}

    /** Others own fields that had to be written; nothing was. */
    record Conflict(String message) implements Written {}

    /** The operator may not write here. */
    record Forbidden(String message) implements Written {}

    /** The API server, or an admission webhook, does not accept what was written. */
    record Rejected(String message) implements Written {}
}
