/**
 * What may become of a rollout, judged before it is begun: volumes that the old pod keeps from the new one, and limits of
 * the namespace that would not let the new pod in. Pure functions over what was read; no requests.
 */
package io.registryexporter.operator.hazard;
