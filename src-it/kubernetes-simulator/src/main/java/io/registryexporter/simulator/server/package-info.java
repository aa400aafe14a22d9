/**
 * The API server behind the mock server: stored objects, their lifecycle, discovery, tables and watches. All requests
 * come in on one thread; what is stored is never changed in place.
 */
package io.registryexporter.simulator.server;
