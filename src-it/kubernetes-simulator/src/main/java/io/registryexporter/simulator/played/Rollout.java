package io.registryexporter.simulator.played;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far a Deployment may go from its old replica sets to the new one.
 *
 * @param recreate whether the old pods have to be gone first
 */
record Rollout(int replicas, int maxSurge, int maxUnavailable, boolean recreate) {

    static Rollout of(Deployment deployment) {
        int replicas = Optional.ofNullable(deployment.getSpec().getReplicas()).orElse(1);
        DeploymentStrategy strategy = deployment.getSpec().getStrategy();
        if (strategy.getType().equals("Recreate")) {
            return new Rollout(replicas, 0, replicas, true);
        }
        int surge = count(strategy.getRollingUpdate().getMaxSurge(), replicas, true);
        int unavailable = count(strategy.getRollingUpdate().getMaxUnavailable(), replicas, false);
        return new Rollout(replicas, surge, surge + unavailable == 0 ? 1 : unavailable, false);
    }

    private static int count(IntOrString value, int replicas, boolean up) {
        if (value.getIntVal() != null) {
            return value.getIntVal();
        }
        double share = Integer.parseInt(value.getStrVal().replace("%", "")) * replicas / 100.0;
        return (int) (up ? Math.ceil(share) : Math.floor(share));
    }

    /**
     * How many replicas the new set gets.
     *
     * @param current it has
     * @param others all other sets have
     */
    int wanted(int current, int others) {
        if (recreate) {
            return others == 0 ? replicas : 0;
        }
        int room = Math.max(0, replicas + maxSurge - current - others);
        return Math.min(replicas, current + room);
    }

    int minAvailable() {
        return Math.max(0, replicas - maxUnavailable);
    }

    /** An old replica set: what it has, and how many of its pods are ready. */
    record Old(int replicas, int ready) {}

    /**
     * How many replicas the old sets keep, in the same order. What is not ready goes first.
     *
     * @param newReplicas of the new set
     * @param newReady pods of it
     */
    List<Integer> kept(List<Old> old, int newReplicas, int newReady) {
        int oldReplicas = old.stream().mapToInt(Old::replicas).sum();
        int oldReady = old.stream().mapToInt(Old::ready).sum();
        int removable = recreate
                ? oldReplicas
                : Math.max(0, oldReplicas + newReplicas - minAvailable() - (newReplicas - newReady));
        int healthyOnes = recreate ? oldReady : Math.max(0, oldReady + newReady - minAvailable());
        List<Integer> kept = new ArrayList<>();
        for (Old set : old) {
            int unready = Math.min(removable, Math.max(0, set.replicas - set.ready));
            removable -= unready;
            kept.add(set.replicas - unready);
        }
        for (int i = 0; i < kept.size(); i++) {
            int ready = Math.min(Math.min(removable, healthyOnes), kept.get(i));
            removable -= ready;
            healthyOnes -= ready;
            kept.set(i, kept.get(i) - ready);
        }
        return kept;
    }
}
