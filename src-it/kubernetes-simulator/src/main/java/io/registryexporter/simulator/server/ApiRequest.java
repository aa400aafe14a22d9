package io.registryexporter.simulator.server;

/** A request that was answered. */
public record ApiRequest(ApiCall call, int code) {

    /** For example {@code PATCH /api/v1/namespaces/default/configmaps/x 200}. */
    @Override
    public String toString() {
        return call.method() + " " + call.path() + (call.query().isEmpty() ? "" : " " + call.query()) + " " + code;
    }
}
