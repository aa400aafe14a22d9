package io.registryexporter.operator.cli;

import io.registryexporter.common.build.BuildInfo;
import io.registryexporter.common.build.BuildInfoReader;
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
