/**
 * What is pushed into a real registry: one of everything that clients push, and the small sample that the run
 * command serves. Everything is deterministic, so that two runs write the same storage.
 */
package io.registryexporter.support.corpus;
