package io.registryexporter.operator.plan;

import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.detect.RegistryStorage;
import java.util.Optional;

/** What to do about a workload. */
public sealed interface Plan {

    /** What would be written of the exporter; nothing where it is to stay as it is, or to go. */
    default Optional<DesiredWorkload> toWrite() {
        return Optional.empty();
    }

    /** Whether the resource may still do something about the exporter that is there. */
    default boolean isAboutCarried() {
        return false;
    }

    /** It carries what it has to; follow its rollout. */
    record Leave(RegistryStorage storage, DesiredWorkload desired) implements Plan {}

    /** It carries nothing of ours yet. */
    record Inject(RegistryStorage storage, DesiredWorkload desired) implements Plan {
        @Override
        public Optional<DesiredWorkload> toWrite() {
            return Optional.of(desired);
        }
    }

    /** It carries something of ours that has to change. */
    record Update(RegistryStorage storage, DesiredWorkload desired) implements Plan {
        @Override
        public boolean isAboutCarried() {
            return true;
        }

        @Override
        public Optional<DesiredWorkload> toWrite() {
            return Optional.of(desired);
        }
    }

    /** What it carries of ours has to go. */
    record TakeBack(Verdict why) implements Plan {
        @Override
        public boolean isAboutCarried() {
            return true;
        }
    }

    /** It carries nothing of ours, and nothing is to be done. */
    record Skip(Verdict why) implements Plan {}

    /** It carries nothing of ours any more, because that failed; nothing about it is new since. */
    record StayWithdrawn(Verdict why, Attempt attempt) implements Plan {

        /** Whether the same exporter is likely to fail in others too. */
        public boolean concernsOthers() {
            return concernsOthers(why);
        }

        /** A deadline and a refused pod are one workload's own. */
        public static boolean concernsOthers(Verdict failure) {
            return failure.reason() != Reason.PROGRESS_DEADLINE_EXCEEDED && failure.reason() != Reason.FAILED_CREATE;
        }
    }

    /** Something would have to be done, but not now: what it carries stays as it is. */
    record Hold(Verdict why) implements Plan {

        /** Who has given in to somebody else writes nothing more. */
        @Override
        public boolean isAboutCarried() {
            return why.reason() != Reason.REMOVED_BY_OTHER_MANAGER;
        }
    }
}
