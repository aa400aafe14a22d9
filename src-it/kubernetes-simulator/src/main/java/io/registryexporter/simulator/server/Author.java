package io.registryexporter.simulator.server;

import io.registryexporter.simulator.fields.Owner;

/**
 * Who writes and how.
 *
 * @param force whether an apply takes over what others own
 */
record Author(String manager, boolean force, boolean dryRun) {

    static Author of(ApiCall call) {
        return new Author(call.manager(), call.flag("force"), call.dryRun());
    }

    Owner owner(Owner.Operation operation, Target target) {
        return new Owner(manager, operation, target.kind().apiVersion(), target.subresource());
    }
}
