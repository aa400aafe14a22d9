/**
 * What there is in the registry: pure functions turn one finished scan into one immutable value, and every number that
 * is served comes from it. No files, no clock, no metric names.
 */
package io.registryexporter.exporter.inventory;
