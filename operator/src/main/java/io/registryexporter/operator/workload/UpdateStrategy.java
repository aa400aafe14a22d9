package io.registryexporter.operator.workload;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentStrategy;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateDeployment;
import io.fabric8.kubernetes.api.model.apps.RollingUpdateStatefulSetStrategy;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetOrdinals;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetUpdateStrategy;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How pods of the new template replace pods of the previous one.
 *
 * @param description for the user
 * @param keptUntilReady how many previous pods stay until new pods are ready
 * @param ordered whether a pod that does not become ready blocks the replacement of all others, even by a newer
 *     template
 * @param firstOrdinal ordinal of the first pod that is replaced; pods before it keep their template
 * @param extraTimePerPod how much longer than by default a pod may take to end and to count as available
 * @param progressDeadline after which a rollout without progress has failed
 */
public record UpdateStrategy(
        String description,
        int keptUntilReady,
        boolean ordered,
        int firstOrdinal,
        Duration extraTimePerPod,
        Duration progressDeadline) {
    /** The default of a Deployment; a StatefulSet has no deadline of its own. */
    public static final Duration DEADLINE = Duration.ofMinutes(10);

    /** The default of the API server. */
    private static final long USUAL_GRACE_SECONDS = 30;

    private static final IntOrString QUARTER = new IntOrString("25%");

    /**
     * Counts as the Deployment controller does: it rounds a percentage up for the surge and down for unavailable pods.
     */
    static UpdateStrategy of(Deployment deployment) {
        int replicas = Counts.of(deployment.getSpec().getReplicas(), 1);
        Duration extraTimePerPod =
                perPod(deployment.getSpec().getTemplate(), deployment.getSpec().getMinReadySeconds());
        Duration deadline = Optional.ofNullable(deployment.getSpec().getProgressDeadlineSeconds())
                .map(Duration::ofSeconds)
                .orElse(DEADLINE);
        Optional<DeploymentStrategy> strategy =
                Optional.ofNullable(deployment.getSpec().getStrategy());
        if (strategy.map(DeploymentStrategy::getType).filter("Recreate"::equals).isPresent()) {
            return new UpdateStrategy("Recreate", 0, false, 0, extraTimePerPod, deadline);
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
                false,
                0,
                extraTimePerPod,
                deadline);
    }

    /** A pod goes before the new pod of the same ordinal comes. */
    static UpdateStrategy of(StatefulSet statefulSet) {
        int replicas = Counts.of(statefulSet.getSpec().getReplicas(), 1);
        StatefulSetSpec spec = statefulSet.getSpec();
        boolean parallel = "Parallel".equals(spec.getPodManagementPolicy());
        Optional<StatefulSetUpdateStrategy> strategy = Optional.ofNullable(spec.getUpdateStrategy());
        boolean byHand = strategy.map(StatefulSetUpdateStrategy::getType)
                .filter("OnDelete"::equals)
                .isPresent();
        int partition = strategy.map(StatefulSetUpdateStrategy::getRollingUpdate)
                .map(RollingUpdateStatefulSetStrategy::getPartition)
                .orElse(0);
        int first = Optional.ofNullable(spec.getOrdinals())
                .map(StatefulSetOrdinals::getStart)
                .orElse(0);
        return new UpdateStrategy(
                "one pod of " + replicas + " after the other",
                Math.max(0, replicas - 1),
                !parallel && !byHand,
                first + partition,
                perPod(spec.getTemplate(), spec.getMinReadySeconds()),
                DEADLINE);
    }

    private static Duration perPod(PodTemplateSpec template, Integer minReadySeconds) {
        long end = Optional.ofNullable(template.getSpec())
                .map(PodSpec::getTerminationGracePeriodSeconds)
                .map(seconds -> Math.max(0, seconds - USUAL_GRACE_SECONDS))
                .orElse(0L);
        return Duration.ofSeconds(end + Counts.of(minReadySeconds, 0));
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
            // The API server accepts no such value.
            return 0;
        }
    }

    private static String text(IntOrString value) {
        return value.getIntVal() != null
                ? value.getIntVal().toString()
                : Objects.requireNonNullElse(value.getStrVal(), "0%");
    }
}
