package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.Objects;
import java.util.Optional;

/**
 * How the pods of a template make room for those of the next.
 *
 * @param text as a user knows it
 * @param staying pods of before that go only when one of the next is ready
 * @param surge pods that come beside those of before
 * @param inOrder whether one that does not become ready keeps all others from being replaced, also by a better template
 */
public record UpdateStrategy(String text, int staying, int surge, boolean inOrder) {
    private static final IntOrString QUARTER = new IntOrString("25%");

    /** As the Deployment controller counts: a share of pods is rounded up for the surge, down for the unavailable ones. */
    static UpdateStrategy of(Deployment deployment) {
        int replicas = Counts.of(deployment.getSpec().getReplicas(), 1);
        Optional<DeploymentStrategy> strategy =
                Optional.ofNullable(deployment.getSpec().getStrategy());
        if (strategy.map(DeploymentStrategy::getType).filter("Recreate"::equals).isPresent()) {
            return new UpdateStrategy("Recreate", 0, 0, false);
        }
        Optional<RollingUpdateDeployment> rolling = strategy.map(DeploymentStrategy::getRollingUpdate);
        IntOrString maxSurge = rolling.map(RollingUpdateDeployment::getMaxSurge).orElse(QUARTER);
        IntOrString maxUnavailable =
                rolling.map(RollingUpdateDeployment::getMaxUnavailable).orElse(QUARTER);
        int surge = pods(maxSurge, replicas, true);
        int unavailable = pods(maxUnavailable, replicas, false);
        int allowed = surge + unavailable == 0 ? 1 : unavailable;
        return new UpdateStrategy(
                "RollingUpdate with maxUnavailable " + text(maxUnavailable) + " of " + replicas,
                Math.max(0, replicas - allowed),
                surge,
                false);
    }

    /** Each pod goes before the one of the same number comes. */
    static UpdateStrategy of(StatefulSet statefulSet) {
        int replicas = Counts.of(statefulSet.getSpec().getReplicas(), 1);
        boolean parallel = "Parallel".equals(statefulSet.getSpec().getPodManagementPolicy());
        return new UpdateStrategy(
                "one pod of " + replicas + " after the other", Math.max(0, replicas - 1), 0, !parallel);
    }

    private static int pods(IntOrString value, int replicas, boolean up) {
        if (value.getIntVal() != null) {
            return value.getIntVal();
        }
        double share = share(text(value)) * replicas / 100;
        return (int) (up ? Math.ceil(share) : Math.floor(share));
    }

    private static double share(String text) {
        try {
            return Double.parseDouble(text.replace("%", ""));
        } catch (NumberFormatException e) {
            // The API server lets no such thing in.
            return 0;
        }
    }

    private static String text(IntOrString value) {
        return value.getIntVal() != null
                ? value.getIntVal().toString()
                : Objects.requireNonNullElse(value.getStrVal(), "0%");
    }
}
