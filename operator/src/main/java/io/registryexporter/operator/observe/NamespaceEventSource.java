package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.javaoperatorsdk.operator.health.Status;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.LogKeys;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Watches namespaces for the opt-out and for their deletion: either all namespaces, or each watched namespace by its
 * name, because a role for one namespace can allow no more. Without that permission the operator does not see the
 * opt-out of a namespace, and logs a warning.
 */
public final class NamespaceEventSource extends AbstractEventSource<Namespace, RegistryExporter>
        implements NamespaceAnnotations, ResourceEventHandler<Namespace> {
    private final KubernetesClient client;
    private final Set<String> watched;
    private final ResourceCache resources;
    private final InformerErrors errors;
    private final Log log;
    private final List<SharedIndexInformer<Namespace>> informers = new ArrayList<>();
    private final Map<String, Namespace> known = new ConcurrentHashMap<>();

    /** For the watched namespaces; an empty set stands for all. */
    public NamespaceEventSource(
            KubernetesClient client, Set<String> watched, ResourceCache resources, InformerErrors errors, Log log) {
        super(Namespace.class, "namespaces");
        this.client = client;
        this.watched = Set.copyOf(watched);
        this.resources = resources;
        this.errors = errors;
        this.log = log;
    }

    @Override
    public synchronized void start() {
        if (watched.isEmpty()) {
            startInformer(client.namespaces().withLimit(Pages.SIZE).runnableInformer(0), "all namespaces");
        } else {
            watched.forEach(
                    name -> startInformer(client.namespaces().withName(name).runnableInformer(0), "namespace " + name));
        }
        super.start();
    }

    private void startInformer(SharedIndexInformer<Namespace> informer, String what) {
        informer.addEventHandler(this);
        informer.exceptionHandler(errors);
        try {
            informer.run();
            informers.add(informer);
        } catch (KubernetesClientException e) {
            informer.stop();
            if (!Forbidden.is(e)) {
                throw e;
            }
            log.warn(
                    "cannot watch " + what + ", so the operator ignores annotation " + Names.INJECT + " on namespaces."
                            + " Grant get, list and watch on namespaces",
                    LogKeys.ERR.of(e.getMessage()));
        }
    }

    @Override
    public synchronized void stop() {
        informers.forEach(SharedIndexInformer::stop);
        informers.clear();
        super.stop();
    }

    @Override
    public Map<String, String> of(String namespace) {
        return annotations(Optional.ofNullable(known.get(namespace)));
    }

    @Override
    public Map<String, String> fetch(String namespace) {
        return known.containsKey(namespace) ? of(namespace) : annotations(get(namespace));
    }

    private Optional<Namespace> get(String namespace) {
        try {
            return Optional.ofNullable(client.namespaces().withName(namespace).get());
        } catch (KubernetesClientException e) {
            if (!Forbidden.is(e)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static Map<String, String> annotations(Optional<Namespace> namespace) {
        return namespace
                .flatMap(object -> Optional.ofNullable(object.getMetadata().getAnnotations()))
                .orElse(Map.of());
    }

    @Override
    public boolean terminating(String namespace) {
        return Optional.ofNullable(known.get(namespace))
                .filter(HasMetadata::isMarkedForDeletion)
                .isPresent();
    }

    @Override
    public void onAdd(Namespace namespace) {
        known.put(namespace.getMetadata().getName(), namespace);
        notifyResources(namespace);
    }

    @Override
    public void onUpdate(Namespace before, Namespace now) {
        known.put(now.getMetadata().getName(), now);
        boolean same = Objects.equals(
                        before.getMetadata().getAnnotations(), now.getMetadata().getAnnotations())
                && before.isMarkedForDeletion() == now.isMarkedForDeletion();
        if (!same) {
            notifyResources(now);
        }
    }

    @Override
    public void onDelete(Namespace namespace, boolean deletedFinalStateUnknown) {
        known.remove(namespace.getMetadata().getName());
    }

    private void notifyResources(Namespace namespace) {
        Optional.ofNullable(getEventHandler())
                .ifPresent(handler -> resources.in(namespace.getMetadata().getName()).stream()
                        .map(ResourceID::fromResource)
                        .map(Event::new)
                        .forEach(handler::handleEvent));
    }

    @Override
    public Set<Namespace> getSecondaryResources(RegistryExporter resource) {
        return Optional.ofNullable(known.get(resource.getMetadata().getNamespace()))
                .map(Set::of)
                .orElse(Set.of());
    }

    @Override
    public Status getStatus() {
        return informers.stream().allMatch(informer -> informer.isRunning() && informer.isWatching())
                ? Status.HEALTHY
                : Status.UNHEALTHY;
    }
}
