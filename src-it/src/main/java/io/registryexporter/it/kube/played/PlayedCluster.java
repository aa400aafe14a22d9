package io.registryexporter.it.kube.played;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The controllers for Deployments and stateful sets, a scheduler, a kubelet and a garbage collector in one. It looks at
 * a whole namespace when anything in it changes, and writes only what is different.
 */
public final class PlayedCluster implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PlayedCluster.class.getName());
    private static final long RETRY_MILLIS = 100;

    private final KubernetesClient client;
    private final Images images = new Images();
    private final Pods pods;
    private final DeploymentController deployments;
    private final ReplicaSetController replicaSets;
    private final StatefulSetController statefulSets;
    private final Kubelet kubelet;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService stage = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean late;

    private PlayedCluster(Config config) {
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withUserAgent("kube-controller-manager")
                        .build())
                .build();
        Clock clock = Clock.systemUTC();
        pods = new Pods(client, images);
        deployments = new DeploymentController(client, new DeploymentStatuses(clock, this::isOverdue));
        replicaSets = new ReplicaSetController(client, pods);
        statefulSets = new StatefulSetController(client, pods);
        kubelet = new Kubelet(client, images, clock);
    }

    /** Plays in the cluster that the configuration leads to, with a client of its own. */
    public static PlayedCluster start(Config config) {
        PlayedCluster cluster = new PlayedCluster(config);
        cluster.watch(Deployment.class);
        cluster.watch(ReplicaSet.class);
        cluster.watch(StatefulSet.class);
        cluster.watch(Pod.class);
        return cluster;
    }

    /** Says what becomes of containers with such images; the last rule that fits decides. */
    public PlayedCluster image(Predicate<String> image, Behaviour behaviour) {
        images.set(image, behaviour);
        known.forEach(this::enqueue);
        return this;
    }

    /** Whether the progress deadline of every rollout that is not complete is over. */
    public void deadlinesOver(boolean over) {
        late = over;
        known.forEach(this::enqueue);
    }

    private boolean isOverdue(Deployment deployment) {
        return late || images.any(deployment.getSpec().getTemplate().getSpec(), Behaviour.STUCK);
    }

    private <T extends HasMetadata> void watch(Class<T> type) {
        client.resources(type).inAnyNamespace().inform(new ResourceEventHandler<T>() {
            @Override
            public void onAdd(T object) {
                enqueue(object.getMetadata().getNamespace());
            }

            @Override
            public void onUpdate(T before, T object) {
                enqueue(object.getMetadata().getNamespace());
            }

            @Override
            public void onDelete(T object, boolean unknown) {
                enqueue(object.getMetadata().getNamespace());
            }
        });
    }

    private void enqueue(String namespace) {
        known.add(namespace);
        if (waiting.add(namespace)) {
            try {
                stage.execute(() -> play(namespace));
            } catch (RejectedExecutionException closed) {
                waiting.remove(namespace);
            }
        }
    }

    private void play(String namespace) {
        waiting.remove(namespace);
        try {
            play(Scene.of(client, namespace));
        } catch (KubernetesClientException e) {
            // Somebody else was faster, or the server is away.
            LOG.log(Level.FINE, e, () -> "again: " + namespace);
            again(namespace);
        }
    }

    private void again(String namespace) {
        if (!stage.isShutdown() && waiting.add(namespace)) {
            Future<?> unused = stage.schedule(() -> play(namespace), RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void play(Scene scene) {
        scene.replicaSets().stream()
                .filter(set -> Owners.isOrphan(set, "Deployment", scene.deployments()))
                .forEach(set -> client.resource(set).delete());
        scene.pods().stream()
                .filter(pod -> Owners.isOrphan(pod, "ReplicaSet", scene.replicaSets())
                        || Owners.isOrphan(pod, "StatefulSet", scene.statefulSets()))
                .forEach(pods::delete);
        // What a kubelet does once the containers have ended.
        scene.pods().stream().filter(Owners::isGoing).forEach(pods::delete);
        scene.pods().stream().filter(pod -> !Owners.isGoing(pod)).forEach(kubelet::play);
        scene.replicaSets().stream().filter(set -> !Owners.isGoing(set)).forEach(set -> replicaSets.play(scene, set));
        scene.statefulSets().stream().filter(set -> !Owners.isGoing(set)).forEach(set -> statefulSets.play(scene, set));
        scene.deployments().stream()
                .filter(deployment -> !Owners.isGoing(deployment))
                .forEach(deployment -> deployments.play(scene, deployment));
    }

    @Override
    public void close() {
        stage.shutdownNow();
        client.close();
    }
}
