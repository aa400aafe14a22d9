/**
 * What a retention rule deletes, what stays and why, and what a garbage collection frees afterwards. Pure functions over a
 * scan and its inventory; nothing here deletes anything.
 */
package io.registryexporter.exporter.retention;
