/**
 * The loop: observe, detect, plan, apply, status, in that order, for one resource at a time, and who is woken by what.
 * What is decided is decided in the rooms before.
 */
package io.registryexporter.operator.reconcile;
