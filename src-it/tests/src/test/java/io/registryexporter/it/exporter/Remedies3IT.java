package io.registryexporter.it.exporter;

import io.registryexporter.support.real.RegistryProgram;
import io.registryexporter.support.real.RequiresRegistry3;

/** A registry of distribution 3. */
@RequiresRegistry3
class Remedies3IT extends RemedyScenarios {
    @Override
    RegistryProgram program() {
        return RegistryProgram.registry3();
    }
}
