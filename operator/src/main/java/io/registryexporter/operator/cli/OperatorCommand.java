package io.registryexporter.operator.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.registryexporter.common.cli.Program;
import io.registryexporter.common.log.Log;
import io.registryexporter.operator.run.CannotRunException;
import io.registryexporter.operator.run.Cleanup;
import io.registryexporter.operator.run.DryRunReport;
import io.registryexporter.operator.run.DryRuns;
import io.registryexporter.operator.run.FatalErrorHandler;
import io.registryexporter.operator.run.OperatorClient;
import io.registryexporter.operator.run.OperatorProcess;
import io.registryexporter.operator.run.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code registry-exporter-operator [--dry-run [-f FILE] [-o FORMAT] | cleanup]}. */
@Command(
        name = "registry-exporter-operator",
        description =
                "Watches RegistryExporter resources and gives registry Deployments and StatefulSets their exporter.",
        versionProvider = VersionText.class,
        mixinStandardHelpOptions = true,
        usageHelpWidth = 100,
        footer = {
            "",
            "Environment: WATCH_NAMESPACES (names with commas between them; empty: all), EXPORTER_IMAGE"
                    + " (default: that of"
                    + " the operator's release), ALLOWED_IMAGE_PREFIXES (with commas between them; empty: all images),"
                    + " ALLOW_VALUE_FROM, ALLOW_SECURITY_CONTEXT, ALLOW_ANY_ARGS (true), LEADER_ELECTION (true),"
                    + " METRICS_PORT (8081, also /-/healthy and"
                    + " /-/ready), LOG_LEVEL (info), LOG_FORMAT (logfmt, json), KUBECONFIG.",
            "Exit code 1: cleanup could not remove everything. 2: an invalid setting, or a cluster that does not let the"
                    + " operator work."
                    + " 3: out of memory.",
            "",
            "Examples:",
            "  registry-exporter-operator --dry-run",
            "  registry-exporter-operator --dry-run -o json -f registry.yaml",
            "  helm template registry CHART | registry-exporter-operator --dry-run -f -",
            "  registry-exporter-operator cleanup",
            "  source <(registry-exporter-operator completion)"
        })
final class OperatorCommand implements Callable<Integer> {
    private static final int LEFT_SOMETHING = 1;

    /** Warns that v1alpha1 is unstable. RegistryExporters have no other version that a user could choose. */
    private static final String VERSION_WARNINGS = "io.fabric8.kubernetes.client.dsl.internal.VersionUsageUtils";

    private final InputStream in;
    private final PrintStream out;
    private final PrintStream err;
    private final Environment environment;
    private final Clock clock;

    @Option(
            names = "--dry-run",
            description = "Print the next action for each workload and its reason, and end. Changes nothing.")
    private boolean dryRun;

    @Option(
            names = "-f",
            paramLabel = "FILE",
            description =
                    "With --dry-run: judge the workloads of this manifest, without a cluster; - is standard input."
                            + " May be repeated. RegistryExporters in the manifests are used; without one each workload is"
                            + " judged as if one selected it.")
    private List<String> files = new ArrayList<>();

    @Option(
            names = "-o",
            paramLabel = "FORMAT",
            converter = FormatConverter.class,
            description = "With --dry-run: the form of the output, table or json. Default: table.")
    private Optional<DryRunReport.Format> format = Optional.empty();

    OperatorCommand(InputStream in, PrintStream out, PrintStream err, Environment environment, Clock clock) {
        this.in = in;
        this.out = out;
        this.err = err;
        this.environment = environment;
        this.clock = clock;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (!dryRun && (!files.isEmpty() || format.isPresent())) {
            throw new CannotRunException((files.isEmpty() ? "-o" : "-f") + " is an option of --dry-run; add --dry-run");
        }
        Settings settings = environment.settings();
        Log log = log();
        if (dryRun) {
            dryRun(settings, log);
            return Program.OK;
        }
        FatalErrorHandler fatalErrors = FatalErrorHandler.ofProcess(log);
        Thread.setDefaultUncaughtExceptionHandler(fatalErrors);
        KubernetesClient client = OperatorClient.create(fatalErrors);
        OperatorProcess process = start(client, settings, log);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            process.close();
                            client.close();
                        },
                        "stop"));
        new CountDownLatch(1).await();
        return Program.OK;
    }

    private void dryRun(Settings settings, Log log) {
        DryRunReport report = new DryRunReport(format.orElse(DryRunReport.Format.TABLE), out);
        DryRuns runs = new DryRuns(settings, clock, log, report);
        if (!files.isEmpty()) {
            runs.ofManifests(files, in);
            return;
        }
        try (KubernetesClient client = OperatorClient.create(FatalErrorHandler.ofProcess(log))) {
            runs.ofCluster(client);
        }
    }

    @Command(
            name = "cleanup",
            description =
                    "Removes the exporter from every workload and the finalizer from every RegistryExporter, before"
                            + " an uninstall. Stop the operator first.",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class)
    int cleanup() {
        Settings settings = environment.settings();
        Log log = log();
        try (KubernetesClient client = OperatorClient.create(FatalErrorHandler.ofProcess(log))) {
            boolean complete = new Cleanup(client, settings.namespaces(), clock, out, OperatorCommand::pause).run();
            return complete ? Program.OK : LEFT_SOMETHING;
        }
    }

    @Command(
            name = Program.COMPLETION,
            description = "Prints a script with which bash and zsh complete the commands and options:"
                    + " source <(registry-exporter-operator completion)",
            mixinStandardHelpOptions = true,
            versionProvider = VersionText.class)
    int completion() {
        CommandLine commands = new CommandLine(this);
        out.print(AutoComplete.bash(commands.getCommandName(), commands));
        return Program.OK;
    }

    private static void pause() {
        try {
            TimeUnit.SECONDS.sleep(1);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Log log() {
        return Log.to(err, environment.logLevel(), environment.logFormat()).without(VERSION_WARNINGS);
    }

    private OperatorProcess start(KubernetesClient client, Settings settings, Log log) throws InterruptedException {
        try {
            return OperatorProcess.start(client, settings, clock, log);
        } catch (IOException e) {
            throw new CannotRunException("cannot listen on port " + settings.metricsPort() + ": " + e.getMessage()
                    + ". Choose another port with METRICS_PORT, or stop the process that uses this one");
        }
    }
}
