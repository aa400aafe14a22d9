package io.registryexporter.simulator.played;

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
import java.util.Optional;
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
 * A node, and the controllers of workloads where there are no real ones. It looks at a whole namespace when anything in
 * it changes, and writes only what is different.
 */
public final class PlayedCluster implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(PlayedCluster.class.getName());
    private static final long RETRY_MILLIS = 100;

    private final KubernetesClient client;
    private final Images images = new Images();
    private final Node node;
    private final Optional<Controllers> controllers;
    private final Set<String> waiting = ConcurrentHashMap.newKeySet();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService stage = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean late;

    private PlayedCluster(Config config, boolean withControllers) {
        client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(config)
                        .withUserAgent("kube-controller-manager")
                        .build())
                .build();
        Clock clock = Clock.systemUTC();
        Pods pods = new Pods(client, images);
        node = new Node(client, images, pods, clock);
        controllers =
                withControllers ? Optional.of(new Controllers(client, pods, clock, this::isOverdue)) : Optional.empty();
    }

    /** Plays in the cluster that the configuration leads to, with a client of its own. */
    public static PlayedCluster start(Config config) {
        return new PlayedCluster(config, true).watching();
    }

    /** Plays the node only: the cluster has controllers of its own. */
    public static PlayedCluster node(Config config) {
        return new PlayedCluster(config, false).watching();
    }

    private PlayedCluster watching() {
        watch(Deployment.class);
        watch(ReplicaSet.class);
        watch(StatefulSet.class);
        watch(Pod.class);
        return this;
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
        controllers.ifPresent(played -> played.collectGarbage(scene));
        node.schedule(scene);
        node.play(scene);
        controllers.ifPresent(played -> played.play(scene));
    }

    @Override
    public void close() {
        stage.shutdownNow();
        client.close();
    }
}
