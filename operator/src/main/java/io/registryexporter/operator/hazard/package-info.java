/**
 * Hazards of a rollout, judged before it begins: volumes that the old pod withholds from the new one, and limits of the
 * namespace that would reject the new pod. Pure functions over constraints; no requests.
 */
package io.registryexporter.operator.hazard;
