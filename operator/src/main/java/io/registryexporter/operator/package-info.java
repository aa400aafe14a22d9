/**
 * The operator. Data goes one way: api, workload, detect, plan, apply and observe, status, reconcile; run and cli start
 * and end it.
 */
package io.registryexporter.operator;
