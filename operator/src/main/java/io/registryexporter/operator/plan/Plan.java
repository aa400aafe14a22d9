package io.registryexporter.operator.plan;

import io.registryexporter.operator.detect.RegistryStorage;

/** What to do about a workload. */
public sealed interface Plan {

    /** It carries what it has to; follow its rollout. */
    record Leave(RegistryStorage storage, DesiredWorkload desired) implements Plan {}

    /** It carries nothing of ours yet. */
    record Inject(RegistryStorage storage, DesiredWorkload desired) implements Plan {}

    /** It carries something of ours that has to change. */
    record Update(RegistryStorage storage, DesiredWorkload desired) implements Plan {}

    /** What it carries of ours has to go. */
    record TakeBack(Verdict why) implements Plan {}

    /** It carries nothing of ours, and nothing is to be done. */
    record Skip(Verdict why) implements Plan {}

    /** Something would have to be done, but not now: what it carries stays as it is. */
    record Hold(Verdict why) implements Plan {}
}
