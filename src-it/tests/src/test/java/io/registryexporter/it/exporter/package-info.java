/**
 * The exporter's jar on storages that a real registry wrote, scraped by a real Prometheus. What it says is held against
 * the registry's own HTTP API.
 */
package io.registryexporter.it.exporter;
