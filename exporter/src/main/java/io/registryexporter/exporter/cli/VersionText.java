package io.registryexporter.exporter.cli;

import io.registryexporter.exporter.metrics.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** The answer to {@code --version}. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        BuildInfo build = BuildInfoReader.read(BuildInfoReader.class);
        return new String[] {
            "registry-exporter " + build.version() + " (revision " + build.revision() + ", Java " + build.java() + ")"
        };
    }
}
