package io.registryexporter.operator.plan;

import io.registryexporter.operator.api.Reason;

/** A reason code and the same for people. */
public record Verdict(Reason reason, String message) {}
