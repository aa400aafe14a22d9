package io.registryexporter.operator.api;

/** A reason code and the same for people. */
public record Verdict(Reason reason, String message) {}
