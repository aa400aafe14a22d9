package io.registryexporter.exporter.http;

import io.registryexporter.exporter.wire.Request;
import io.registryexporter.exporter.wire.Response;
import java.io.IOException;

/** Answers the requests of one path. */
interface Handler {
    Response handle(Request request) throws IOException;
}
