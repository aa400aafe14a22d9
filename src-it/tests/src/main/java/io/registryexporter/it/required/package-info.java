/**
 * Whether every test of real components has run that should have. A skipped test looks like a passed one in a build that
 * nobody reads, so CI fails on each skip that its requirement does not excuse.
 */
package io.registryexporter.it.required;
