/**
 * What a person asks of an inventory: what is largest, what could go, what is damaged and what to do about it, ranked in
 * one immutable {@link io.registryexporter.exporter.report.Report}, and its forms for terminals and programs. No files.
 */
package io.registryexporter.exporter.report;
