package io.registryexporter.operator.run;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.prometheus.client.hotspot.DefaultExports;
import io.registryexporter.common.build.BuildInfo;
import io.registryexporter.common.build.BuildInfoReader;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.LogKeys;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.decide.Planner;
import io.registryexporter.operator.decide.desired.DesiredWorkloads;
import io.registryexporter.operator.observe.InformerErrors;
import io.registryexporter.operator.reconcile.LoopFactory;
import io.registryexporter.operator.reconcile.RegistryExporterReconciler;
import io.registryexporter.operator.record.metrics.RoundMetrics;
import io.registryexporter.operator.record.metrics.WorkloadsCollector;
import io.registryexporter.operator.record.metrics.WriteMetrics;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The running operator. */
public final class OperatorProcess implements AutoCloseable {
    private static final long SWEEP_SECONDS = 60;
    private static final long HEARTBEAT_SECONDS = 10;

    /**
     * A strong reference that keeps the level: the client warns about each API version other than v1, including ours.
     */
    private final Logger versionWarnings =
            Logger.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils");

    private final Settings settings;
    private final Log log;
    private final CollectorRegistry registry = new CollectorRegistry();
    private final Leadership leadership;
    private final Framework framework;
    private final RegistryExporterReconciler reconciler;
    private final Liveness liveness;
    private final FatalErrorHandler fatalErrors;
    private final Endpoints endpoints;
    private final ScheduledExecutorService sweeper;
    private final ScheduledExecutorService heartbeat;

    /** Read and written by the thread of the sweeps alone. */
    private boolean sweptPreflights;

    private final AtomicReference<Optional<Framework.Running>> running = new AtomicReference<>(Optional.empty());

    private OperatorProcess(KubernetesClient client, Settings settings, Clock clock, Log log) throws IOException {
        this.settings = settings;
        this.log = log;
        versionWarnings.setLevel(Level.SEVERE);
        WorkloadsCollector workloads = new WorkloadsCollector().register(registry);
        this.leadership = new Leadership(client, log);
        this.fatalErrors = FatalErrorHandler.ofProcess(log);
        this.liveness = new Liveness(clock);
        this.reconciler = new RegistryExporterReconciler(
                new LoopFactory(
                        client,
                        settings.namespaces(),
                        new Planner(new DesiredWorkloads(settings.exporterImage()), settings.allowed()),
                        new WriteMetrics(registry),
                        workloads,
                        new InformerErrors(fatalErrors::exitIfOutOfMemory),
                        liveness::progressed,
                        clock,
                        log),
                clock);
        this.framework = new Framework(
                client,
                settings.namespaces(),
                reconciler,
                new RoundMetrics(registry),
                settings.leaderElection()
                        ? Optional.of(leadership.configuration(this::startSweeping))
                        : Optional.empty(),
                liveness,
                fatalErrors,
                log);
        this.sweeper = daemon("orphans");
        this.heartbeat = daemon("heartbeat");
        DefaultExports.register(registry);
        BuildInfo build = BuildInfoReader.read(OperatorProcess.class);
        Gauge.build("registry_exporter_operator_build_info", "The operator's version, always 1.")
                .labelNames("version", "revision", "java")
                .register(registry)
                .labels(build.version(), build.revision(), build.java())
                .set(1);
        Gauge.build("registry_exporter_operator_leader", "1 in the replica that writes.")
                .create()
                .setChild(new Gauge.Child() {
                    @Override
                    public double get() {
                        return leads() ? 1 : 0;
                    }
                })
                .register(registry);
        this.endpoints = Endpoints.start(settings.metricsPort(), registry, this::ready, this::problem);
    }

    private static ScheduledExecutorService daemon(String name) {
        return Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts, and returns once the caches are filled. With leader election, rounds begin when this replica leads.
     *
     * @throws IOException if the operator cannot listen on the port of the endpoints
     * @throws CannotRunException if the operator cannot work in the cluster, and waiting would not help
     */
    public static OperatorProcess start(KubernetesClient client, Settings settings, Clock clock, Log log)
            throws IOException, InterruptedException {
        OperatorProcess process = new OperatorProcess(client, settings, clock, log);
        try {
            new AccessCheck(client, settings.namespaces(), process.fatalErrors::exitIfOutOfMemory, log).run();
            process.warnOfOthers(new OperatorLeases(client, clock));
            process.start();
            return process;
        } catch (RuntimeException | Error | InterruptedException e) {
            process.fatalErrors.exitIfOutOfMemory(e);
            process.endpoints.close();
            process.sweeper.shutdownNow();
            process.heartbeat.shutdownNow();
            throw e;
        }
    }

    /** Another lease belongs to another operator; both would overwrite each other. */
    private void warnOfOthers(OperatorLeases leases) {
        Optional<String> own = settings.leaderElection() ? Optional.of(leadership.namespace()) : Optional.empty();
        leases.namespacesOfOthers(own)
                .forEach(namespace -> log.warn(
                        "another operator is running; both overwrite each other in" + " namespaces that both watch",
                        LogKeys.LEASE.of(namespace + "/" + Names.LEASE)));
    }

    private void start() throws InterruptedException {
        Framework.Running started = framework.start();
        liveness.progressed();
        running.set(Optional.of(started));
        startHeartbeat(started);
        if (!settings.leaderElection()) {
            startSweeping();
        }
        log.info(
                "operator started",
                LogKeys.NAMESPACES.of(
                        settings.namespaces().isEmpty() ? "all" : String.join(",", settings.namespaces())),
                LogKeys.EXPORTER_IMAGE.of(settings.exporterImage()),
                LogKeys.METRICS_PORT.of(endpoints.port()));
    }

    /** Sends one heartbeat at a time through the threads of the rounds: a blocked loop answers none. */
    private void startHeartbeat(Framework.Running started) {
        AtomicBoolean answered = new AtomicBoolean(true);
        ScheduledFuture<?> unused = heartbeat.scheduleWithFixedDelay(
                () -> {
                    try {
                        if (answered.compareAndSet(true, false)) {
                            started.submitHeartbeat(() -> answered.set(true));
                        }
                    } catch (OutOfMemoryError e) {
                        fatalErrors.exitIfOutOfMemory(e);
                    }
                },
                HEARTBEAT_SECONDS,
                HEARTBEAT_SECONDS,
                TimeUnit.SECONDS);
    }

    private void startSweeping() {
        ScheduledFuture<?> unused = sweeper.scheduleWithFixedDelay(this::sweep, 1, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            if (running.get().isPresent()) {
                reconciler.removeOrphans();
                if (!sweptPreflights) {
                    reconciler.removeLeftPreflights();
                    sweptPreflights = true;
                }
            }
        } catch (RuntimeException | Error e) {
            fatalErrors.exitIfOutOfMemory(e);
            log.warn(
                    "cannot remove the exporters of missing resources; trying again in a" + " minute",
                    LogKeys.ERR.of(e.getMessage()));
        }
    }

    private boolean leads() {
        return running.get().isPresent() && (!settings.leaderElection() || leadership.leading());
    }

    private boolean ready() {
        return running.get().filter(Framework.Running::ready).isPresent();
    }

    /** Empty before the loop starts: an operator that waits for an API server is healthy. */
    private Optional<String> problem() {
        return running.get().flatMap(started -> liveness.problem());
    }

    /** Port of /metrics and the probes. */
    public int port() {
        return endpoints.port();
    }

    /** Waits for rounds under way, and gives up the lease. */
    @Override
    public void close() {
        leadership.closing();
        sweeper.shutdownNow();
        heartbeat.shutdownNow();
        running.getAndSet(Optional.empty()).ifPresent(started -> {
            started.stop();
            if (settings.leaderElection()) {
                leadership.giveUpLease();
            }
        });
        endpoints.close();
    }
}
