package io.registryexporter.operator.run;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.OperatorException;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.api.LogKeys;
import io.registryexporter.operator.api.Names;
import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.observe.InformerErrors;
import io.registryexporter.operator.observe.Pages;
import io.registryexporter.operator.reconcile.RegistryExporterReconciler;
import io.registryexporter.operator.record.metrics.RoundMetrics;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Starts the framework that runs the loop, and tries again until it succeeds. */
final class Framework {
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    /** At a time. Rounds mostly wait for the API server, and the rate of requests is limited. */
    private static final int ROUNDS = 10;

    /** Waits for an API server that is not available. */
    private static final Duration NO_TIMEOUT = Duration.ofDays(365);

    private static final String NO_NAMESPACE = "";

    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final RegistryExporterReconciler reconciler;
    private final RoundMetrics metrics;
    private final Optional<LeaderElectionConfiguration> leaderElection;
    private final Liveness liveness;
    private final FatalErrorHandler fatalErrors;
    private final Log log;

    Framework(
            KubernetesClient client,
            Set<String> namespaces,
            RegistryExporterReconciler reconciler,
            RoundMetrics metrics,
            Optional<LeaderElectionConfiguration> leaderElection,
            Liveness liveness,
            FatalErrorHandler fatalErrors,
            Log log) {
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
        this.reconciler = reconciler;
        this.metrics = metrics;
        this.leaderElection = leaderElection;
        this.liveness = liveness;
        this.fatalErrors = fatalErrors;
        this.log = log;
    }

    /**
     * The running framework.
     *
     * @param operator the framework's object
     * @param rounds executor of its rounds
     */
    record Running(Operator operator, FairExecutor rounds) {

        boolean ready() {
            return operator.getRuntimeInfo().allEventSourcesAreHealthy();
        }

        /** Runs a task on the threads of the rounds, to show that they make progress. */
        void submitHeartbeat(Runnable heartbeat) {
            rounds.execute(NO_NAMESPACE, heartbeat);
        }

        void stop() {
            operator.stop();
        }
    }

    /**
     * Starts the framework; returns when the caches are filled.
     *
     * @throws CannotRunException if waiting would not help
     */
    Running start() throws InterruptedException {
        for (Backoff backoff = Backoff.first(); ; backoff = backoff.next()) {
            RetryingInformerClient.Informers informers =
                    RetryingInformerClient.of(client, new InformerErrors(fatalErrors::exitIfOutOfMemory));
            SubmittedNamespace namespace = new SubmittedNamespace(fatalErrors::exitIfOutOfMemory);
            FairExecutor rounds = new FairExecutor(ROUNDS, namespace, liveness::progressed);
            try {
                Operator operator =
                        new Operator(overrider -> configure(overrider, informers.client(), namespace, rounds));
                operator.register(reconciler, this::configure);
                operator.start();
                return new Running(operator, rounds);
            } catch (OperatorException e) {
                fatalErrors.exitIfOutOfMemory(e);
                informers.stop();
                reconciler.stopEventSources();
                rounds.shutdownNow();
                StartFailure failure = StartFailure.of(e);
                if (!failure.isTransient()) {
                    throw new CannotRunException(failure.message());
                }
                log.warn(
                        "cannot start yet; trying again",
                        LogKeys.IN.of(backoff.pause().toSeconds() + "s"),
                        LogKeys.ERR.of(failure.message()));
                backoff.sleep();
            }
        }
    }

    private void configure(
            ConfigurationServiceOverrider overrider,
            KubernetesClient retrying,
            SubmittedNamespace namespace,
            FairExecutor rounds) {
        overrider
                .withKubernetesClient(retrying)
                .withMetrics(new AggregatedMetrics(List.of(metrics, namespace)))
                .withCloseClientOnStop(false)
                .withExecutorService(rounds)
                .withCacheSyncTimeout(NO_TIMEOUT)
                .withInformerStoppedHandler((informer, error) -> {
                    if (error != null) {
                        liveness.informerEnded(informer.getApiTypeClass().getSimpleName());
                    }
                })
                .withReconciliationTerminationTimeout(LAST_ROUND);
        leaderElection.ifPresent(overrider::withLeaderElectionConfiguration);
    }

    private void configure(ControllerConfigurationOverrider<RegistryExporter> overrider) {
        overrider
                .withName("registryexporter")
                .withFinalizer(Names.FINALIZER)
                .withFieldManager(Names.FIELD_MANAGER)
                .withGenerationAware(false)
                .withInformerListLimit(Pages.SIZE)
                .withOnUpdateFilter(RegistryExporterReconciler::concerns)
                .withRetry(new GenericRetry()
                        .setInitialInterval(Duration.ofSeconds(1))
                        .setIntervalMultiplier(2)
                        .setMaxInterval(TimeUnit.MINUTES.toMillis(1))
                        .withoutMaxAttempts());
        if (namespaces.isEmpty()) {
            overrider.watchingAllNamespaces();
        } else {
            overrider.settingNamespaces(namespaces);
        }
    }
}
