package io.registryexporter.operator.api;

/** A reason code and its explanation for the user. */
public record Verdict(Reason reason, String message) {}
