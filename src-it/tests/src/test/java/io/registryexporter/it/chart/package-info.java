/**
 * The Helm chart of the operator: what it renders, that kustomize gives the same, and the life of a release on an API server.
 */
package io.registryexporter.it.chart;
