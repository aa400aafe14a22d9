/**
 * The arithmetic of rollouts, which needs no cluster.
 * The played cluster as a whole is in the package above.
 */
package io.registryexporter.simulator.played;
