package io.registryexporter.operator.decide.preflight;

import io.fabric8.kubernetes.api.model.Pod;
import io.registryexporter.operator.decide.desired.InjectionFingerprint;

/**
 * A preflight that can run.
 *
 * @param proof fingerprint of the exporter, the volumes, the registry's image and the node: what a passed preflight
 *     proves
 * @param node on which a pod of the registry runs
 * @param pod to create
 * @param available whether the registry has an available replica
 * @param unproven what the preflight does not prove, for the user; empty if it proves everything
 */
public record PreflightRequest(
        String proof, String node, InjectionFingerprint injection, Pod pod, boolean available, String unproven) {}
