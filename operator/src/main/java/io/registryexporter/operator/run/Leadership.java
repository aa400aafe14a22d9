package io.registryexporter.operator.run;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.Names;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Which replica writes. One that has lost the lease ends, so that two never write at a time. */
final class Leadership {
    private static final int LOST = 1;

    private final KubernetesClient client;
    private final String identity;
    private final String namespace;
    private final Log log;
    private final AtomicBoolean leading = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();

    Leadership(KubernetesClient client, Log log) {
        this.client = client;
        this.log = log;
        this.identity = Optional.ofNullable(client.getConfiguration().getUsername())
                        .or(() -> Optional.ofNullable(System.getenv("HOSTNAME")))
                        .orElse("operator")
                + "_" + UUID.randomUUID();
        this.namespace =
                Optional.ofNullable(client.getConfiguration().getNamespace()).orElse("default");
    }

    LeaderElectionConfiguration configuration(Runnable onStart) {
        LeaderCallbacks callbacks = new LeaderCallbacks(
                () -> {
                    leading.set(true);
                    log.info("leading", "lease", namespace + "/" + Names.LEASE);
                    onStart.run();
                },
                this::lost,
                leader -> {
                    // The framework says who it is.
                });
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(Names.LEASE)
                .withLeaseNamespace(namespace)
                .withIdentity(identity)
                .withLeaderCallbacks(callbacks)
                .withExitOnStopLeading(false)
                .build();
    }

    /** Of the lease. */
    String namespace() {
        return namespace;
    }

    boolean leading() {
        return leading.get();
    }

    private void lost() {
        boolean led = leading.getAndSet(false);
        if (led && !closing.get()) {
            log.error("the lease is lost; ending, to be started again as a follower");
            Runtime.getRuntime().halt(LOST);
        }
    }

    /** From now on, the end of leading is wanted. */
    void closing() {
        closing.set(true);
    }

    /** Lets another replica lead at once instead of when the lease runs out. */
    void giveUpLease() {
        try {
            Optional.ofNullable(client.leases()
                            .inNamespace(namespace)
                            .withName(Names.LEASE)
                            .get())
                    .filter(lease -> identity.equals(lease.getSpec().getHolderIdentity()))
                    .ifPresent(lease -> {
                        lease.getSpec().setHolderIdentity("");
                        lease.getSpec().setLeaseDurationSeconds(1);
                        client.resource(lease).update();
                    });
        } catch (KubernetesClientException e) {
            log.warn("the lease is not given up and runs out by itself", "err", e.getMessage());
        }
    }
}
