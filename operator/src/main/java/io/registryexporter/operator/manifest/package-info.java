/**
 * The objects of manifests, and a client that finds them as if they were in a cluster, so that a dry run needs no
 * cluster. Decides nothing.
 */
package io.registryexporter.operator.manifest;
