package io.registryexporter.support.real;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Copies images into a registry as people do. */
public final class Skopeo {
    private final Path log;
    private final String registry;

    public Skopeo(Path log, String registryAddress) {
        this.log = log;
        this.registry = registryAddress;
    }

    /** Copies the image of an OCI layout with further options of {@code skopeo copy}. */
    public void copy(Path layout, String repositoryAndTag, String... options) {
        List<String> command =
                new ArrayList<>(List.of("skopeo", "--insecure-policy", "copy", "--dest-tls-verify=false"));
        command.addAll(List.of(options));
        command.add("oci:" + layout + ":latest");
        command.add("docker://" + registry + "/" + repositoryAndTag);
        try (RunningProgram skopeo = new RunningProgram(command, log)) {
            if (skopeo.exitCode() != 0) {
                throw new IllegalStateException(command + ":\n" + skopeo.output());
            }
        }
    }
}
