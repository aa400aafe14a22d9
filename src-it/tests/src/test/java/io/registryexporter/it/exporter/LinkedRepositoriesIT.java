package io.registryexporter.it.exporter;

import io.registryexporter.support.real.RegistryProgram;
import io.registryexporter.support.real.RequiresPrograms;
import org.junit.jupiter.api.Tag;

/** Debian's registry. */
@Tag("once")
@RequiresPrograms("docker-registry")
class LinkedRepositoriesIT extends LinkedRepositoriesScenarios {
    @Override
    RegistryProgram program() {
        return RegistryProgram.DEBIAN;
    }
}
