package io.registryexporter.it.operator;

import io.registryexporter.it.real.RunningOperator;

/** What a scenario works with. */
interface Scenarios {

    /** A namespace of its own. */
    Tenant tenant();

    RunningOperator operator();
}
