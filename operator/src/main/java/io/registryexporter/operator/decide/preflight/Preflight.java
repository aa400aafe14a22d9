package io.registryexporter.operator.decide.preflight;

import io.registryexporter.operator.decide.desired.InjectionFingerprint;
import io.registryexporter.operator.decide.preflight.PreflightVerdict.Kind;
import java.time.Instant;
import java.util.Optional;

/**
 * A preflight of a workload.
 *
 * @param resource uid of the resource, which owns the pod
 * @param proof the exporter and the node, as {@link PreflightRequest#proof()}
 * @param injection that the preflight is about
 * @param node on which it runs
 * @param available whether the registry had an available replica when the pod was created
 * @param unproven what it does not prove, for the user; empty if it proves everything
 * @param hazard of the rollout that follows, for the user
 * @param pod name of its pod; the pod may be gone
 * @param begun when its first pod was created
 * @param changed when the pod was created or the verdict was found
 * @param attempts how many pods it had
 * @param verdict empty while the preflight runs
 */
public record Preflight(
        String resource,
        String proof,
        InjectionFingerprint injection,
        String node,
        boolean available,
        String unproven,
        Optional<String> hazard,
        String pod,
        Instant begun,
        Instant changed,
        int attempts,
        Optional<PreflightVerdict> verdict) {

    /** Whether the preflight has no verdict yet. */
    public boolean running() {
        return verdict.isEmpty();
    }

    /** Whether the verdict is of that kind. */
    public boolean is(Kind kind) {
        return verdict.filter(found -> found.kind() == kind).isPresent();
    }

    /** The same with its verdict. */
    public Preflight ended(PreflightVerdict found, Instant now) {
        return new Preflight(
                resource,
                proof,
                injection,
                node,
                available,
                unproven,
                hazard,
                pod,
                begun,
                now,
                attempts,
                Optional.of(found));
    }
}
