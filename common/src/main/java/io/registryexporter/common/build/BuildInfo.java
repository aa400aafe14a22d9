package io.registryexporter.common.build;

/**
 * What is running.
 *
 * @param revision the commit it was built from
 * @param java the version of the Java runtime
 */
public record BuildInfo(String version, String revision, String java) {}
