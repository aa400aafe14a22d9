/**
 * The lock on the door: exporter-toolkit's {@code --web.config.file}. What it says, and what that means for TLS, for
 * headers and for who is let in. It knows no routes; the server asks it.
 */
package io.registryexporter.exporter.web;
