package io.registryexporter.operator.observe;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.javaoperatorsdk.operator.health.Status;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.LogKeys;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.monitoring.MonitoringKind;
import io.registryexporter.operator.monitoring.MonitoringObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Watches the CustomResourceDefinitions of the Prometheus Operator, which may come and go while the operator runs, and
 * the operator's own objects of these kinds.
 */
public final class MonitoringEventSource extends AbstractEventSource<GenericKubernetesResource, RegistryExporter> {
    /**
     * How often the cached definitions are handled again, because their objects could not be watched the first time.
     */
    private static final long RESYNC_MILLIS = 120_000;

    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final Supplier<List<RegistryExporter>> resources;
    private final InformerErrors errors;
    private final Log log;
    private final List<SharedIndexInformer<CustomResourceDefinition>> definitions = new ArrayList<>();
    private final Map<MonitoringKind, List<SharedIndexInformer<GenericKubernetesResource>>> objects =
            new ConcurrentHashMap<>();

    /** For the watched namespaces; an empty set stands for all. */
    public MonitoringEventSource(
            KubernetesClient client,
            Set<String> namespaces,
            Supplier<List<RegistryExporter>> resources,
            InformerErrors errors,
            Log log) {
        super(GenericKubernetesResource.class, "monitoring");
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
        this.resources = resources;
        this.errors = errors;
        this.log = log;
    }

    @Override
    public synchronized void start() {
        for (MonitoringKind kind : MonitoringKind.values()) {
            watchDefinition(kind);
        }
        super.start();
    }

    private void watchDefinition(MonitoringKind kind) {
        SharedIndexInformer<CustomResourceDefinition> informer = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(kind.definition())
                .runnableInformer(RESYNC_MILLIS);
        informer.exceptionHandler(errors);
        informer.addEventHandler(new DefinitionHandler(kind));
        try {
            informer.run();
            definitions.add(informer);
        } catch (KubernetesClientException e) {
            informer.stop();
            if (!Forbidden.is(e) && !Forbidden.isMissing(e)) {
                throw e;
            }
            log.warn(
                    "cannot watch CustomResourceDefinition " + kind.definition() + ", so the operator creates no "
                            + kind + ". Grant get, list and watch on it",
                    LogKeys.ERR.of(e.getMessage()));
        }
    }

    /** Whether the cluster knows the kind, and the operator may watch its objects. */
    public boolean knows(MonitoringKind kind) {
        return objects.containsKey(kind);
    }

    /** The operator's own object with the resource's name, as the watch last reported it. */
    public Optional<GenericKubernetesResource> live(MonitoringKind kind, RegistryExporter resource) {
        String key = resource.getMetadata().getNamespace() + "/"
                + resource.getMetadata().getName();
        return objects.getOrDefault(kind, List.of()).stream()
                .map(informer -> informer.getIndexer().getByKey(key))
                .flatMap(Stream::ofNullable)
                .findFirst();
    }

    private synchronized void kindEstablished(MonitoringKind kind) {
        if (objects.containsKey(kind)) {
            return;
        }
        List<SharedIndexInformer<GenericKubernetesResource>> started = new ArrayList<>();
        try {
            if (namespaces.isEmpty()) {
                started.add(start(kind, Optional.empty()));
            } else {
                namespaces.forEach(namespace -> started.add(start(kind, Optional.of(namespace))));
            }
            objects.put(kind, started);
            requestAllRounds();
        } catch (KubernetesClientException e) {
            started.forEach(SharedIndexInformer::stop);
            log.warn(
                    "cannot watch " + kind + "s, so the operator creates none; trying again in two minutes. The"
                            + " roles in deploy allow it",
                    LogKeys.ERR.of(e.getMessage()));
        }
    }

    private SharedIndexInformer<GenericKubernetesResource> start(MonitoringKind kind, Optional<String> namespace) {
        var all = client.genericKubernetesResources(kind.context());
        var informer = namespace
                .map(name -> all.inNamespace(name)
                        .withLabel(MonitoringObjects.MANAGED_BY, Names.FIELD_MANAGER)
                        .withLimit(Pages.SIZE)
                        .runnableInformer(0))
                .orElseGet(() -> all.inAnyNamespace()
                        .withLabel(MonitoringObjects.MANAGED_BY, Names.FIELD_MANAGER)
                        .withLimit(Pages.SIZE)
                        .runnableInformer(0));
        informer.exceptionHandler((started, exception) -> {
            errors.report(exception);
            return started;
        });
        informer.itemStore(new BoundedStore());
        informer.addEventHandler(new ObjectHandler());
        informer.run();
        return informer;
    }

    private synchronized void kindRemoved(MonitoringKind kind) {
        Optional.ofNullable(objects.remove(kind)).ifPresent(gone -> {
            gone.forEach(SharedIndexInformer::stop);
            requestAllRounds();
        });
    }

    private void requestAllRounds() {
        resources.get().forEach(resource -> requestRound(ResourceID.fromResource(resource)));
    }

    private void requestRound(ResourceID id) {
        Optional.ofNullable(getEventHandler()).ifPresent(handler -> handler.handleEvent(new Event(id)));
    }

    @Override
    public synchronized void stop() {
        definitions.forEach(SharedIndexInformer::stop);
        definitions.clear();
        objects.values().forEach(informers -> informers.forEach(SharedIndexInformer::stop));
        objects.clear();
        super.stop();
    }

    @Override
    public Set<GenericKubernetesResource> getSecondaryResources(RegistryExporter resource) {
        return Stream.of(MonitoringKind.values())
                .flatMap(kind -> live(kind, resource).stream())
                .collect(Collectors.toSet());
    }

    /** The exporters run without these objects too. */
    @Override
    public Status getStatus() {
        return Status.HEALTHY;
    }

    /** Caches only parts of an object that is larger than the operator's own objects. */
    private static final class BoundedStore extends BasicItemStore<GenericKubernetesResource> {
        BoundedStore() {
            super(Cache::metaNamespaceKeyFunc);
        }

        @Override
        public GenericKubernetesResource put(String key, GenericKubernetesResource object) {
            return super.put(key, MonitoringObjects.cached(object));
        }
    }

    /** Handles changes of one definition. */
    private final class DefinitionHandler implements ResourceEventHandler<CustomResourceDefinition> {
        private final MonitoringKind kind;

        DefinitionHandler(MonitoringKind kind) {
            this.kind = kind;
        }

        @Override
        public void onAdd(CustomResourceDefinition definition) {
            if (isServed(definition)) {
                kindEstablished(kind);
            }
        }

        @Override
        public void onUpdate(CustomResourceDefinition before, CustomResourceDefinition now) {
            onAdd(now);
        }

        @Override
        public void onDelete(CustomResourceDefinition definition, boolean finalStateUnknown) {
            kindRemoved(kind);
        }

        private boolean isServed(CustomResourceDefinition definition) {
            return Optional.ofNullable(definition.getStatus())
                    .map(CustomResourceDefinitionStatus::getConditions)
                    .orElse(List.of())
                    .stream()
                    .anyMatch(condition ->
                            "Established".equals(condition.getType()) && "True".equals(condition.getStatus()));
        }
    }

    /** Handles changes of the operator's own objects; each has the name of its resource. */
    private final class ObjectHandler implements ResourceEventHandler<GenericKubernetesResource> {

        @Override
        public void onAdd(GenericKubernetesResource object) {
            // The operator created the object just now, or the object existed before the start, after which each
            // resource has a round.
        }

        @Override
        public void onUpdate(GenericKubernetesResource before, GenericKubernetesResource now) {
            requestRound(ResourceID.fromResource(now));
        }

        @Override
        public void onDelete(GenericKubernetesResource object, boolean finalStateUnknown) {
            requestRound(ResourceID.fromResource(object));
        }
    }
}
