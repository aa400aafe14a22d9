/**
 * What a scan found: immutable, complete and raw. The inventory reads this and nothing else of a scan, and decides what it
 * means.
 */
package io.registryexporter.exporter.scan.result;
