package io.registryexporter.exporter.http;

import io.registryexporter.exporter.metrics.Body;
import io.registryexporter.exporter.wire.Payload;
import java.io.IOException;
import java.io.OutputStream;
import java.util.OptionalLong;

/** A body of known length as the payload of a response. */
record BodyPayload(Body body) implements Payload {
    @Override
    public OptionalLong length() {
        return OptionalLong.of(body.length());
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        body.writeTo(out);
    }
}
