package io.registryexporter.operator.detect;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.registryexporter.operator.api.Reason;
import io.registryexporter.operator.detect.StoragePath.Known;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the path of the storage: by the user's setting, else the registry's environment, else its config.yml, else the
 * default of the registry's images. A storage that is no file system has no path, whatever the user's setting is.
 */
final class StoragePathFinder {
    static final String DEFAULT = "/var/lib/registry";
    private static final String DRIVER = RegistryEnvironment.DRIVER;
    private static final String ROOT_DIRECTORY = RegistryEnvironment.ROOT_DIRECTORY;
    private static final List<String> OBJECT_STORAGE =
            List.of("s3", "gcs", "azure", "swift", "oss", "cos", "obs", "ks3", "b2", "rados", "inmemory");
    private static final String REMEDY = "; say where the storage is in spec.registry.storagePath";
    private static final String BY_DEFAULT = "the default of the registry's images";

    private final ImageKind image;
    private final CommandLine command;
    private final RegistryEnvironment environment;
    private final ReadConfiguration file;
    private final boolean hasUsualDefault;

    StoragePathFinder(PodSpec pod, Container registry, ConfigMaps configMaps) {
        this.image = ImageReference.of(registry).kind();
        this.command = CommandLine.of(registry);
        this.hasUsualDefault = ImageReference.of(registry).isPlain()
                || command.configurationPath().isPresent()
                || Mounts.longestPrefix(registry.getVolumeMounts(), DEFAULT).isPresent()
                || !Mounts.below(registry.getVolumeMounts(), DEFAULT).isEmpty();
        this.environment = RegistryEnvironment.of(registry, configMaps);
        this.file = ReadConfiguration.of(new ConfigFileFinder(pod, registry).find(environment), configMaps);
    }

    StoragePath find(Optional<String> given) {
        return byDriver()
                .or(this::byDriverOfFile)
                .or(() -> given.map(this::given))
                .or(this::unclear)
                .or(this::byRootDirectory)
                .or(() -> unknown(DRIVER))
                .or(this::byFile)
                .orElseGet(this::byDefault);
    }

    /** The ports on which the registry listens. */
    Set<Integer> ports() {
        return ListeningPorts.of(image, environment, file.content());
    }

    private Optional<StoragePath> byDriver() {
        Optional<RegistryConfiguration> written =
                environment.value(DRIVER).flatMap(RegistryConfiguration::parseStorage);
        return written.flatMap(RegistryConfiguration::objectStorage)
                .or(() -> isReplaced() ? Optional.empty() : objectStorageVariable())
                .map(name -> notFilesystem(name, "its environment", ""));
    }

    private Optional<String> objectStorageVariable() {
        return OBJECT_STORAGE.stream()
                .filter(driver -> environment.hasPrefix(DRIVER + "_" + driver.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    /** The variable replaces the whole storage section of the file. */
    private boolean isReplaced() {
        return environment.value(DRIVER).isPresent();
    }

    private Optional<StoragePath> byDriverOfFile() {
        boolean mayBeReplaced = isReplaced() || environment.unknown(DRIVER).isPresent();
        String second = environment.hasPrefix(DRIVER + "_FILESYSTEM")
                ? ", and its environment sets filesystem too; a registry with two drivers does not start"
                : "";
        return Optional.of(file)
                .filter(found -> !mayBeReplaced)
                .flatMap(ReadConfiguration::content)
                .flatMap(RegistryConfiguration::objectStorage)
                .map(driver -> notFilesystem(driver, file.source(), second));
    }

    /** The user's setting wins over what cannot be read. */
    private StoragePath given(String path) {
        String doubt = unclear()
                .or(() -> unknown(DRIVER))
                .or(() -> isReplaced() ? Optional.empty() : file.problem().map(StoragePathFinder::obstacle))
                .filter(Obstacle.class::isInstance)
                .map(problem -> " alone, because " + withoutRemedy(((Obstacle) problem).message()))
                .orElse("");
        return new Known(path, "spec.registry.storagePath" + doubt);
    }

    private static String withoutRemedy(String message) {
        return message.endsWith(REMEDY) ? message.substring(0, message.length() - REMEDY.length()) : message;
    }

    /** A script may set what the environment of the container does not show. */
    private Optional<StoragePath> unclear() {
        return Optional.of(command)
                .filter(CommandLine::mayChangeEnvironment)
                .map(script -> obstacle("its command sets variables of the registry, and the operator runs no script"));
    }

    private Optional<StoragePath> byRootDirectory() {
        return environment
                .value(ROOT_DIRECTORY)
                .<StoragePath>map(path -> new Known(path, "its variable " + ROOT_DIRECTORY))
                .or(() -> unknown(ROOT_DIRECTORY))
                .or(() -> environment
                        .value(DRIVER)
                        .flatMap(RegistryConfiguration::parseStorage)
                        .flatMap(RegistryConfiguration::rootDirectory)
                        .map(path -> new Known(path, "its variable " + DRIVER)));
    }

    private Optional<StoragePath> unknown(String variable) {
        return environment
                .unknown(variable)
                .map(source -> obstacle("the value of " + variable + " comes from " + source));
    }

    private Optional<StoragePath> byFile() {
        if (isReplaced()) {
            return Optional.empty();
        }
        return file.problem()
                .map(StoragePathFinder::obstacle)
                .or(() -> file.content()
                        .flatMap(RegistryConfiguration::rootDirectory)
                        .map(path -> new Known(path, file.source() + doubtBySecret())));
    }

    private StoragePath byDefault() {
        boolean named = isReplaced()
                || file.content().filter(RegistryConfiguration::filesystem).isPresent();
        if (named) {
            return new Known(DEFAULT, BY_DEFAULT + (isReplaced() ? "" : doubtBySecret()));
        }
        if (!environment.secrets().isEmpty()) {
            return obstacle("its environment comes from " + secrets() + ", and the operator reads no Secret");
        }
        if (image == ImageKind.HARBOR && file.content().isEmpty()) {
            return obstacle("no volume holds its configuration, and Harbor's image has none");
        }
        return hasUsualDefault
                ? new Known(DEFAULT, BY_DEFAULT)
                : obstacle("the configuration in its image is not known, and no volume is mounted at " + DEFAULT);
    }

    /** A Secret may change the path, though not to another driver: with two drivers the registry does not start. */
    private String doubtBySecret() {
        return environment.secrets().isEmpty()
                ? ""
                : ", unless " + secrets() + " in its envFrom sets another, which the operator does not read";
    }

    private String secrets() {
        return "Secret " + String.join(", ", environment.secrets());
    }

    private static StoragePath obstacle(String problem) {
        return new Obstacle(Reason.STORAGE_UNKNOWN, problem + REMEDY);
    }

    private static StoragePath notFilesystem(String driver, String source, String more) {
        return new Obstacle(
                Reason.NOT_FILESYSTEM,
                "the registry stores in " + driver.toLowerCase(Locale.ROOT) + ", by " + source + more
                        + "; the exporter reads file system storage only");
    }
}
