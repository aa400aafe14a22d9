package io.registryexporter.it.exporter;

import io.registryexporter.support.real.RegistryProgram;
import io.registryexporter.support.real.RequiresPrograms;
import org.junit.jupiter.api.Tag;

/** Debian's registry. */
@Tag("once")
@RequiresPrograms("docker-registry")
class RetentionIT extends RetentionScenarios {
    @Override
    RegistryProgram program() {
        return RegistryProgram.DEBIAN;
    }

    @Override
    String name() {
        return "2.8";
    }
}
