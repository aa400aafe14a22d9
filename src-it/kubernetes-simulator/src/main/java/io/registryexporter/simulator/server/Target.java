package io.registryexporter.simulator.server;

/**
 * What a request is about.
 *
 * @param namespace empty for a kind without namespaces
 * @param name empty for all of them
 * @param subresource empty for the object itself
 */
record Target(Kind kind, String namespace, String name, String subresource) {}
