package io.registryexporter.it.exporter;

import io.registryexporter.support.real.RegistryProgram;
import io.registryexporter.support.real.RequiresRegistry3;
import org.junit.jupiter.api.Tag;

/** A registry of distribution 3. */
@Tag("once")
@RequiresRegistry3
class RetentionRegistry3IT extends RetentionScenarios {
    @Override
    RegistryProgram program() {
        return RegistryProgram.registry3();
    }

    @Override
    String name() {
        return "3.x";
    }
}
