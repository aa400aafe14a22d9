package io.registryexporter.it.operator;

import io.registryexporter.simulator.played.PlayedCluster;
import io.registryexporter.support.real.RunningOperator;

/** What a scenario works with. */
interface Scenarios {

    /** A namespace of its own. */
    Tenant tenant();

    RunningOperator operator();

    /** What plays the controllers and the kubelet. */
    PlayedCluster cluster();
}
