/**
 * The run command: the operator at work on an embedded cluster, or on one that is given, and the exporter that it
 * injected. Tells what it does as it goes.
 */
package io.registryexporter.demo;
