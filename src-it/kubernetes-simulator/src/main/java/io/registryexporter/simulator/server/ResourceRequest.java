package io.registryexporter.simulator.server;

/**
 * A request in the terms of roles. What does not apply is empty.
 *
 * @param verb get, list, watch, create, update, patch, delete or deletecollection
 */
public record ResourceRequest(
        String verb, String group, String version, String plural, String subresource, String namespace, String name) {}
