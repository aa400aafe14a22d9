/**
 * What the API server does besides storing: tables, selectors, watches. Nothing here needs a port.
 * Whole requests are in the tests of the package above.
 */
package io.registryexporter.simulator.server;
