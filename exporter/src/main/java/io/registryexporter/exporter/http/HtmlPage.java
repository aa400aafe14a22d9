package io.registryexporter.exporter.http;

import java.io.IOException;
import java.io.Writer;

/** A page that is written anew for each request. */
public interface HtmlPage {
    /** The header {@code Content-Security-Policy} that goes with it. */
    String contentSecurityPolicy();

    /** Writes the whole document. */
    void writeTo(Writer out) throws IOException;
}
