package io.registryexporter.support.real;

import java.time.Instant;

/**
 * A line of the API server's audit log.
 *
 * @param verb get, list, watch, create, update, patch, delete
 * @param subresource empty for the object itself
 */
public record AuditedRequest(
        String verb, String resource, String subresource, String namespace, String name, int code, Instant received) {

    public boolean writes() {
        return !verb.equals("get") && !verb.equals("list") && !verb.equals("watch");
    }
}
