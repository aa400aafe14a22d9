package io.registryexporter.operator.cli;

import io.registryexporter.exporter.cli.BuildInfoReader;
import io.registryexporter.exporter.metrics.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** The answer to {@code --version}. */
final class VersionText implements IVersionProvider {
    @Override
    public String[] getVersion() {
        BuildInfo build = BuildInfoReader.read(VersionText.class);
        return new String[] {
            "registry-exporter-operator " + build.version() + " (revision " + build.revision() + ", Java "
                    + build.java() + ")"
        };
    }
}
