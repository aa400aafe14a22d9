package io.registryexporter.operator.api;

import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The CustomResourceDefinition of the types in this package, as a file of YAML. */
final class GeneratedCrd {
    private GeneratedCrd() {}

    /** Writes it into the directory that is the one argument, as {@code make crd} does. */
    public static void main(String[] arguments) throws IOException {
        yaml(Path.of(arguments[0]));
    }

    static String yaml(Path directory) throws IOException {
        new CRDGenerator()
                .customResourceClasses(RegistryExporter.class)
                .forCRDVersions("v1")
                .withParallelGenerationEnabled(false)
                .withMinQuotes(true)
                .withPostProcessor(new CrdAmendments())
                .inOutputDir(directory.toFile())
                .generate();
        Path file = directory.resolve("registryexporters.registryexporter.io-v1.yml");
        return Files.readString(Files.writeString(file, quoted(Files.readString(file))));
    }

    /** The generator writes YAML 1.2, in which Off is a word; kubectl reads YAML 1.1, in which Off is false. */
    private static String quoted(String yaml) {
        return yaml.replaceAll("(?m)^(\\s+- )(On|Off|Yes|No)$", "$1\"$2\"");
    }
}
