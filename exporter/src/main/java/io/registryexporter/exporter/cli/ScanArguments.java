package io.registryexporter.exporter.cli;

import io.registryexporter.exporter.storage.Pace;
import io.registryexporter.exporter.storage.RegistryProxy;
import io.registryexporter.exporter.storage.RegistryVersion;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The arguments of every command that scans. */
final class ScanArguments {
    @Parameters(
            paramLabel = "PATH",
            converter = Converters.FilePath.class,
            description = "The registry's rootdirectory, or the docker/registry/v2 in it. May still be empty.")
    private Path path;

    @Option(
            names = "--scan.threads",
            paramLabel = "N",
            defaultValue = "4",
            converter = Converters.Threads.class,
            description = "Parallel reads; more help on network file systems. Default: 4")
    private int threads;

    @Option(
            names = "--scan.max-ops-per-second",
            paramLabel = "N",
            defaultValue = "0",
            converter = Converters.Count.class,
            description =
                    "How many operations on the file system a scan begins per second at most, for slow disks; 0 for no limit."
                            + " Default: 0")
    private int maxOpsPerSecond;

    @Option(
            names = "--scan.stuck-after",
            paramLabel = "DURATION",
            defaultValue = "10m",
            converter = Converters.Interval.class,
            description = "How long a scan may read and list nothing before it is given up, such as where a file server"
                    + " does not answer; 0 for ever. Default: 10m")
    private Duration stuckAfter;

    @Option(
            names = "--registry.version",
            paramLabel = "VERSION",
            defaultValue = "3",
            converter = Converters.Version.class,
            description = "Major version of the registry, 2 or 3, whose rules are followed where they differ."
                    + " Default: 3")
    private RegistryVersion registryVersion;

    @Option(
            names = "--registry.proxy",
            paramLabel = "VALUE",
            defaultValue = "auto",
            converter = Converters.Proxy.class,
            description =
                    "Whether the registry is a pull-through cache, in which parts of an image may be missing:"
                            + " true, false, or auto, which is true if scheduler-state.json lies in the rootdirectory. Default: auto")
    private RegistryProxy registryProxy;

    Path path() {
        return path;
    }

    int threads() {
        return threads;
    }

    int maxOpsPerSecond() {
        return maxOpsPerSecond;
    }

    Pace pace() {
        return Pace.perSecond(maxOpsPerSecond);
    }

    Duration stuckAfter() {
        return stuckAfter;
    }

    RegistryVersion registryVersion() {
        return registryVersion;
    }

    RegistryProxy registryProxy() {
        return registryProxy;
    }
}
