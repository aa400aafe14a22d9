/**
 * Serving: addresses, routes, and the handlers of the few paths there are, on the server of
 * {@code wire}. Handlers copy bytes that others made; nothing here waits for a disk, unless the user asked for a scan at each scrape.
 */
package io.registryexporter.exporter.http;
