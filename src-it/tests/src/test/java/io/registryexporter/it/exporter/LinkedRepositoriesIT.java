package io.registryexporter.it.exporter;

import io.registryexporter.support.real.RegistryProgram;
import io.registryexporter.support.real.RequiresPrograms;

/** Debian's registry. */
@RequiresPrograms("docker-registry")
class LinkedRepositoriesIT extends LinkedRepositoriesScenarios {
    @Override
    RegistryProgram program() {
        return RegistryProgram.DEBIAN;
    }
}
