package io.registryexporter.it.exporter;

import io.registryexporter.support.real.RegistryProgram;
import io.registryexporter.support.real.RequiresPrograms;

/** Debian's registry. */
@RequiresPrograms("docker-registry")
class DifferentialIT extends DifferentialScenarios {
    @Override
    RegistryProgram program() {
        return RegistryProgram.DEBIAN;
    }

    @Override
    String name() {
        return "2.8";
    }
}
