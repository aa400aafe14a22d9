/**
 * Serving: addresses, routes, and the handlers of the few paths there are, on the server of
 * {@code wire}. Handlers copy bytes that were rendered before; nothing here waits for a disk, unless the user wants a scan at each
 * scrape.
 */
package io.registryexporter.exporter.http;
