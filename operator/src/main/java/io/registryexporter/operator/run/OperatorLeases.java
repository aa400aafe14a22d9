package io.registryexporter.operator.run;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseSpec;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.registryexporter.operator.api.Names;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The leases of running operators, in all namespaces. */
final class OperatorLeases {
    private final KubernetesClient client;
    private final Clock clock;

    OperatorLeases(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * The leases that an operator holds now.
     *
     * @throws KubernetesClientException if the operator may not list leases; its roles do not allow that
     */
    List<Lease> held() {
        Instant now = clock.instant();
        return client.leases().inAnyNamespace().withField("metadata.name", Names.LEASE).list().getItems().stream()
                .filter(lease -> isHeld(lease, now))
                .toList();
    }

    /** Namespaces of held leases, except the operator's own; empty if the operator may not list leases. */
    List<String> namespacesOfOthers(Optional<String> own) {
        try {
            return held().stream()
                    .map(lease -> lease.getMetadata().getNamespace())
                    .filter(namespace -> !own.equals(Optional.of(namespace)))
                    .sorted()
                    .toList();
        } catch (KubernetesClientException e) {
            return List.of();
        }
    }

    static boolean isHeld(Lease lease, Instant now) {
        Optional<LeaseSpec> spec = Optional.ofNullable(lease.getSpec());
        boolean held = spec.map(LeaseSpec::getHolderIdentity)
                .filter(holder -> !holder.isBlank())
                .isPresent();
        Duration lasts =
                Duration.ofSeconds(spec.map(LeaseSpec::getLeaseDurationSeconds).orElse(0));
        return held
                && spec.map(LeaseSpec::getRenewTime)
                        .filter(renewed -> renewed.toInstant().plus(lasts).isAfter(now))
                        .isPresent();
    }
}
