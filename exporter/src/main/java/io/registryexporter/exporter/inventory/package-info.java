/**
 * The content of the registry: pure functions turn the result of one scan into one immutable value, from which all served
 * numbers come. No files, no clock, no metric names.
 */
package io.registryexporter.exporter.inventory;
