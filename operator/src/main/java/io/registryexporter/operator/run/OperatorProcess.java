package io.registryexporter.operator.run;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.prometheus.client.CollectorRegistry;
import io.prometheus.client.Gauge;
import io.prometheus.client.hotspot.DefaultExports;
import io.registryexporter.exporter.cli.BuildInfoReader;
import io.registryexporter.exporter.log.Log;
import io.registryexporter.exporter.metrics.BuildInfo;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.metrics.RoundMetrics;
import io.registryexporter.operator.metrics.WorkloadsCollector;
import io.registryexporter.operator.metrics.WriteMetrics;
import io.registryexporter.operator.plan.DesiredWorkloads;
import io.registryexporter.operator.plan.Planner;
import io.registryexporter.operator.reconcile.LoopFactory;
import io.registryexporter.operator.reconcile.RegistryExporterReconciler;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The running operator. */
public final class OperatorProcess implements AutoCloseable {
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);
    private static final long SWEEP_SECONDS = 60;

    /** At a time; they wait for the API server, which is not to be asked more than so much. */
    private static final int ROUNDS = 10;

    /** Kept, so that its level is: the client warns of every API version that is not v1, ours among them. */
    private final Logger versionWarnings =
            Logger.getLogger("io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils");

    private final KubernetesClient client;
    private final Settings settings;
    private final Log log;
    private final CollectorRegistry registry = new CollectorRegistry();
    private final Leadership leadership;
    private final Operator operator;
    private final RegistryExporterReconciler reconciler;
    private final Endpoints endpoints;
    private final ScheduledExecutorService sweeper;
    private final AtomicBoolean started = new AtomicBoolean();

    private OperatorProcess(KubernetesClient client, Settings settings, Clock clock, Log log) throws IOException {
        this.client = client;
        this.settings = settings;
        this.log = log;
        versionWarnings.setLevel(Level.SEVERE);
        WorkloadsCollector workloads = new WorkloadsCollector().register(registry);
        this.leadership = new Leadership(client, log);
        this.reconciler = new RegistryExporterReconciler(
                new LoopFactory(
                        client,
                        settings.namespaces(),
                        new Planner(new DesiredWorkloads(settings.exporterImage()), settings.allowed()),
                        new WriteMetrics(registry),
                        workloads,
                        clock,
                        log),
                clock);
        RoundMetrics rounds = new RoundMetrics(registry);
        this.operator = new Operator(overrider -> configure(overrider, rounds));
        this.sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "orphans");
            thread.setDaemon(true);
            return thread;
        });
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
        this.endpoints = Endpoints.start(settings.metricsPort(), registry, this::ready);
    }

    /**
     * Starts, and returns once the caches are filled. With leader election, rounds begin when this replica leads.
     *
     * @throws IOException if the port of the endpoints cannot be had
     * @throws CannotRunException where the cluster does not let the operator work, and waiting would not help
     */
    public static OperatorProcess start(KubernetesClient client, Settings settings, Clock clock, Log log)
            throws IOException, InterruptedException {
        OperatorProcess process = new OperatorProcess(client, settings, clock, log);
        try {
            new Preflight(client, settings.namespaces(), log).run();
            process.warnOfOthers(new OperatorLeases(client, clock));
            process.start();
            return process;
        } catch (RuntimeException | InterruptedException e) {
            process.endpoints.close();
            process.sweeper.shutdownNow();
            throw e;
        }
    }

    /** Another lease is another operator, which would write what this one writes, and the other way round. */
    private void warnOfOthers(OperatorLeases leases) {
        Optional<String> own = settings.leaderElection() ? Optional.of(leadership.namespace()) : Optional.empty();
        leases.namespacesOfOthers(own)
                .forEach(namespace -> log.warn(
                        "another operator is running; a namespace that both watch gets no rest",
                        "lease",
                        namespace + "/" + Names.LEASE));
    }

    private void start() {
        operator.register(reconciler, this::configure);
        try {
            operator.start();
        } catch (OperatorException e) {
            throw new CannotRunException("cannot start: " + RootCause.text(e)
                    + ". The roles in deploy allow what is needed; LEADER_ELECTION=false does without a lease");
        }
        started.set(true);
        if (!settings.leaderElection()) {
            startSweeping();
        }
        log.info(
                "operator started",
                "namespaces",
                settings.namespaces().isEmpty() ? "all" : String.join(",", settings.namespaces()),
                "exporterImage",
                settings.exporterImage(),
                "metricsPort",
                endpoints.port());
    }

    private void configure(ConfigurationServiceOverrider overrider, RoundMetrics rounds) {
        overrider
                .withKubernetesClient(client)
                .withMetrics(rounds)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(ROUNDS)
                .withReconciliationTerminationTimeout(LAST_ROUND);
        if (settings.leaderElection()) {
            overrider.withLeaderElectionConfiguration(leadership.configuration(this::startSweeping));
        }
    }

    private void configure(ControllerConfigurationOverrider<RegistryExporter> overrider) {
        overrider
                .withName("registryexporter")
                .withFinalizer(Names.FINALIZER)
                .withFieldManager(Names.FIELD_MANAGER)
                .withGenerationAware(false)
                .withOnUpdateFilter(RegistryExporterReconciler::concerns)
                .withRetry(new GenericRetry()
                        .setInitialInterval(Duration.ofSeconds(1))
                        .setIntervalMultiplier(2)
                        .setMaxInterval(TimeUnit.MINUTES.toMillis(1))
                        .withoutMaxAttempts());
        if (settings.namespaces().isEmpty()) {
            overrider.watchingAllNamespaces();
        } else {
            overrider.settingNamespaces(settings.namespaces());
        }
    }

    private void startSweeping() {
        ScheduledFuture<?> unused = sweeper.scheduleWithFixedDelay(this::sweep, 1, SWEEP_SECONDS, TimeUnit.SECONDS);
    }

    private void sweep() {
        try {
            if (started.get()) {
                reconciler.releaseOrphans();
            }
        } catch (RuntimeException e) {
            log.warn("orphans not looked for; trying again in a minute", "err", e.getMessage());
        }
    }

    private boolean leads() {
        return started.get() && (!settings.leaderElection() || leadership.leading());
    }

    private boolean ready() {
        return started.get() && operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    /** Port of /metrics and the probes. */
    public int port() {
        return endpoints.port();
    }

    /** Lets the round under way end, and the next replica lead. */
    @Override
    public void close() {
        leadership.closing();
        sweeper.shutdownNow();
        if (started.getAndSet(false)) {
            operator.stop();
            if (settings.leaderElection()) {
                leadership.release();
            }
        }
        endpoints.close();
    }
}
