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

/** Starts the framework that turns the loop, as often as it takes. */
final class Framework {
    private static final Duration LAST_ROUND = Duration.ofSeconds(10);

    /** At a time; they wait for the API server, which is not to be asked more than so much. */
    private static final int ROUNDS = 10;

    /** An API server that is away is waited for. */
    private static final Duration AS_LONG_AS_IT_TAKES = Duration.ofDays(365);

    private static final String HEARTBEAT = "";

    private final KubernetesClient client;
    private final Set<String> namespaces;
    private final RegistryExporterReconciler reconciler;
    private final RoundMetrics metrics;
    private final Optional<LeaderElectionConfiguration> leaderElection;
    private final Pulse pulse;
    private final LastWords lastWords;
    private final Log log;

    Framework(
            KubernetesClient client,
            Set<String> namespaces,
            RegistryExporterReconciler reconciler,
            RoundMetrics metrics,
            Optional<LeaderElectionConfiguration> leaderElection,
            Pulse pulse,
            LastWords lastWords,
            Log log) {
        this.client = client;
        this.namespaces = Set.copyOf(namespaces);
        this.reconciler = reconciler;
        this.metrics = metrics;
        this.leaderElection = leaderElection;
        this.pulse = pulse;
        this.lastWords = lastWords;
        this.log = log;
    }

    /**
     * The framework while it runs.
     *
     * @param operator the framework's own
     * @param rounds where its rounds run
     */
    record Running(Operator operator, FairExecutor rounds) {

        boolean ready() {
            return operator.getRuntimeInfo().allEventSourcesAreHealthy();
        }

        /** Lets the loop show that it turns. */
        void beat(Runnable heard) {
            rounds.execute(HEARTBEAT, heard);
        }

        void stop() {
            operator.stop();
        }
    }

    /**
     * Starts it; returns when the caches are filled.
     *
     * @throws CannotRunException where waiting would not help
     */
    Running start() throws InterruptedException {
        for (Backoff backoff = Backoff.first(); ; backoff = backoff.next()) {
            PatientClient.Informers informers = PatientClient.of(client, new InformerErrors(lastWords::hear));
            SubmittedNamespace namespace = new SubmittedNamespace(lastWords::hear);
            FairExecutor rounds = new FairExecutor(ROUNDS, namespace, pulse::turned);
            try {
                Operator operator =
                        new Operator(overrider -> configure(overrider, informers.client(), namespace, rounds));
                operator.register(reconciler, this::configure);
                operator.start();
                return new Running(operator, rounds);
            } catch (OperatorException e) {
                lastWords.hear(e);
                informers.stop();
                reconciler.stopEventSources();
                rounds.shutdownNow();
                StartFailure failure = StartFailure.of(e);
                if (!failure.passes()) {
                    throw new CannotRunException(failure.message());
                }
                log.warn(
                        "cannot start yet; trying again",
                        "in",
                        backoff.pause().toSeconds() + "s",
                        "err",
                        failure.message());
                backoff.sleep();
            }
        }
    }

    private void configure(
            ConfigurationServiceOverrider overrider,
            KubernetesClient patient,
            SubmittedNamespace namespace,
            FairExecutor rounds) {
        overrider
                .withKubernetesClient(patient)
                .withMetrics(new AggregatedMetrics(List.of(metrics, namespace)))
                .withCloseClientOnStop(false)
                .withExecutorService(rounds)
                .withCacheSyncTimeout(AS_LONG_AS_IT_TAKES)
                .withInformerStoppedHandler((informer, error) -> {
                    if (error != null) {
                        pulse.ended(informer.getApiTypeClass().getSimpleName());
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
