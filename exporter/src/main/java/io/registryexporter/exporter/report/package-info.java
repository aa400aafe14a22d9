/**
 * Answers of an inventory for people: what is largest, what could be freed, what is damaged and how to fix it, ranked in one
 * immutable {@link io.registryexporter.exporter.report.Report}, and its forms for terminals and programs. No files.
 */
package io.registryexporter.exporter.report;
