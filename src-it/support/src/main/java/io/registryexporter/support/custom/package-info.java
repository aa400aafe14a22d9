/** A kind of objects that no Kubernetes has by itself, for tests of an API server, the simulated one and a real one. */
package io.registryexporter.support.custom;
