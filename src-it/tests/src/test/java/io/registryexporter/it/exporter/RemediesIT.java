package io.registryexporter.it.exporter;

import io.registryexporter.support.real.RegistryProgram;
import io.registryexporter.support.real.RequiresPrograms;

/** Debian's registry. */
@RequiresPrograms("docker-registry")
class RemediesIT extends RemedyScenarios {
    @Override
    RegistryProgram program() {
        return RegistryProgram.DEBIAN;
    }
}
