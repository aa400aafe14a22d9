/**
 * The loop: observe, decide, execute, record, for one resource at a time, and which events begin a round. The package
 * contains no decisions of its own.
 */
package io.registryexporter.operator.reconcile;
