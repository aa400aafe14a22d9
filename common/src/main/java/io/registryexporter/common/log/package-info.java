/**
 * Lines for the log: one event, a few keys and values, as logfmt or JSON on the JDK's own logging, because a sidecar
 * pays for a logging framework in memory and start-up.
 */
package io.registryexporter.common.log;
