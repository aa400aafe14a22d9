/**
 * Exporter-toolkit's {@code --web.config.file}: its content, and what that means for TLS, for headers, and for the admission
 * of requests. Knows no routes.
 */
package io.registryexporter.exporter.web;
