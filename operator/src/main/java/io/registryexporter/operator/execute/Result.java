package io.registryexporter.operator.execute;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.preflight.PreflightVerdict;
import io.registryexporter.operator.workload.Workload;
import io.registryexporter.operator.workload.Workloads;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The result of carrying out a decision. */
public sealed interface Result {

    /** Why nothing was written, and the remedy; empty if the write succeeded or was not needed. */
    Optional<Verdict> refusal();

    /** The value of the label {@code outcome} of the metric of writes. */
    String metricLabel();

    /** The answer of the API server to a successful write. */
    default Optional<HasMetadata> object() {
        return Optional.empty();
    }

    /** The workload after a successful write. */
    default Optional<Workload> live() {
        return object().flatMap(Workloads::of);
    }

    /** Whether the write changed the workload: the API server accepts an identical write and keeps the version. */
    default boolean changed(Workload before) {
        return false;
    }

    /** Whether the workload is gone, or another workload has its name now. */
    default boolean gone() {
        return false;
    }

    /** Whether other field managers own fields that the write needs, so that only they can change them. */
    default boolean ownedByOthers() {
        return false;
    }

    /** Names of the deleted pods. */
    default List<String> deletedPods() {
        return List.of();
    }

    /** By name of the pod, why the API server did not delete it. */
    default Map<String, String> undeletedPods() {
        return Map.of();
    }

    /** Whether the API server refused the write, so that another decision may succeed; false if it did not decide. */
    default boolean decided() {
        return refusal().isPresent();
    }

    /** The decision needed no request. */
    record Nothing() implements Result {
        @Override
        public Optional<Verdict> refusal() {
            return Optional.empty();
        }

        @Override
        public String metricLabel() {
            return "none";
        }
    }

    /** The write succeeded. */
    record Done(HasMetadata answer) implements Result {
        @Override
        public Optional<Verdict> refusal() {
            return Optional.empty();
        }

        @Override
        public String metricLabel() {
            return "done";
        }

        @Override
        public Optional<HasMetadata> object() {
            return Optional.of(answer);
        }

        @Override
        public boolean changed(Workload before) {
            return !before.resourceVersion().equals(answer.getMetadata().getResourceVersion());
        }
    }

    /**
     * Pods were deleted.
     *
     * @param deletedPods names of the deleted pods
     * @param undeletedPods by name, why the API server did not delete a pod
     */
    record PodsDeleted(List<String> deletedPods, Map<String, String> undeletedPods) implements Result {
        public PodsDeleted {
            deletedPods = List.copyOf(deletedPods);
            undeletedPods = Map.copyOf(undeletedPods);
        }

        @Override
        public Optional<Verdict> refusal() {
            return Optional.empty();
        }

        @Override
        public String metricLabel() {
            return "done";
        }
    }

    /** The pod of a preflight was created. */
    record PreflightBegun() implements Result {
        @Override
        public Optional<Verdict> refusal() {
            return Optional.empty();
        }

        @Override
        public String metricLabel() {
            return "done";
        }
    }

    /** The API server refused the pod of a preflight. */
    record PreflightRefused(PreflightVerdict verdict) implements Result {
        @Override
        public Optional<Verdict> refusal() {
            return Optional.of(new Verdict(Reason.PREFLIGHT_FAILED, verdict.message()));
        }

        @Override
        public String metricLabel() {
            return "rejected";
        }
    }

    /** The workload does not exist any more, or another workload has its name. */
    record Gone() implements Result {
        @Override
        public Optional<Verdict> refusal() {
            return Optional.empty();
        }

        @Override
        public String metricLabel() {
            return "gone";
        }

        @Override
        public boolean gone() {
            return true;
        }
    }

    /** Other field managers own fields that the write needs; nothing was written. */
    record Conflict(String message) implements Result {
        @Override
        public Optional<Verdict> refusal() {
            return Optional.of(new Verdict(
                    Reason.OWNED_BY_OTHER_MANAGER,
                    message + "; nothing was written. Let that manager give the fields up, or set annotation "
                            + Names.INJECT + ": \"false\""));
        }

        @Override
        public String metricLabel() {
            return "conflict";
        }

        @Override
        public boolean ownedByOthers() {
            return true;
        }
    }

    /**
     * Other field managers own parts of the container too, so that a removal would leave a part; nothing was written.
     */
    record Shared(Set<String> managers) implements Result {
        public Shared {
            managers = Set.copyOf(managers);
        }

        @Override
        public Optional<Verdict> refusal() {
            return Optional.of(new Verdict(
                    Reason.OWNED_BY_OTHER_MANAGER,
                    "not removed, and nothing was written: container " + Names.CONTAINER + " was written by "
                            + String.join(", ", new TreeSet<>(managers))
                            + " too, so a part of it would stay; remove it there"));
        }

        @Override
        public String metricLabel() {
            return "conflict";
        }

        @Override
        public boolean ownedByOthers() {
            return true;
        }
    }

    /** The operator may not write to the workload. */
    record Forbidden(String message) implements Result {
        @Override
        public Optional<Verdict> refusal() {
            return Optional.of(
                    new Verdict(Reason.APPLY_FORBIDDEN, message + "; apply the roles in deploy to this namespace"));
        }

        @Override
        public String metricLabel() {
            return "forbidden";
        }
    }

    /** The API server or an admission webhook rejected the write. */
    record Rejected(String message) implements Result {
        @Override
        public Optional<Verdict> refusal() {
            return Optional.of(new Verdict(Reason.APPLY_REJECTED, message));
        }

        @Override
        public String metricLabel() {
            return "rejected";
        }
    }

    /** The API server did not decide, such as when a webhook fails; the next round tries again. */
    record Undecided(String message) implements Result {
        @Override
        public Optional<Verdict> refusal() {
            return Optional.of(new Verdict(Reason.API_ERROR, message));
        }

        @Override
        public String metricLabel() {
            return "rejected";
        }

        @Override
        public boolean decided() {
            return false;
        }
    }
}
