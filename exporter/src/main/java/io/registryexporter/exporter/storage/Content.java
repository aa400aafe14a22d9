package io.registryexporter.exporter.storage;

/** The content of a file, or why there is none. */
public sealed interface Content {

    /** The bytes, at most one more than the limit asked for. */
    record Bytes(byte[] bytes) implements Content {}

    /** The file disappeared before it was read (R24). */
    record Missing() implements Content {}

    /** The file cannot be read. */
    record Faulty(DamageReason reason) implements Content {}
}
