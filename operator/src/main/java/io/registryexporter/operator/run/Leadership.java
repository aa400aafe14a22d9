package io.registryexporter.operator.run;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.LogKeys;
import io.registryexporter.operator.api.Names;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/** Leader election. A replica that loses the lease ends, so that two replicas never write at the same time. */
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
                    log.info("leading", LogKeys.LEASE.of(namespace + "/" + Names.LEASE));
                    onStart.run();
                },
                this::lost,
                leader -> {
                    // The framework logs the leader.
                });
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(Names.LEASE)
                .withLeaseNamespace(namespace)
                .withIdentity(identity)
                .withLeaderCallbacks(callbacks)
                .withExitOnStopLeading(false)
                .build();
    }

    /** The namespace of the lease. */
    String namespace() {
        return namespace;
    }

    boolean leading() {
        return leading.get();
    }

    private void lost() {
        boolean led = leading.getAndSet(false);
        if (led && !closing.get()) {
            log.error("lost the lease; ending, so that Kubernetes restarts the operator as a follower");
            Runtime.getRuntime().halt(LOST);
        }
    }

    /** From now on, the loss of the lease is expected. */
    void closing() {
        closing.set(true);
    }

    /** Gives up the lease, so that another replica can lead before the lease expires. */
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
            log.warn("cannot give up the lease; another replica leads when it expires", LogKeys.ERR.of(e.getMessage()));
        }
    }
}
