/**
 * The part of a cluster that acts: controllers and a kubelet that play rollouts through the API alone, so that they do
 * the same on the API of this process and on a real API server without controllers.
 */
package io.registryexporter.simulator.played;
