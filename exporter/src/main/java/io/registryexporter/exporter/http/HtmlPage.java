package io.registryexporter.exporter.http;

import java.io.IOException;
import java.io.Writer;

/** A page that is rendered for requests. */
public interface HtmlPage {
    /** The header {@code Content-Security-Policy} of the page. */
    String contentSecurityPolicy();

    /** Writes the whole document. */
    void writeTo(Writer out) throws IOException;
}
