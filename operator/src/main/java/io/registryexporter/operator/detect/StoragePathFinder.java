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
 * default of the registry's images.
 */
final class StoragePathFinder {
    static final String DEFAULT = "/var/lib/registry";
    private static final String DRIVER = "REGISTRY_STORAGE";
    private static final String ROOT_DIRECTORY = "REGISTRY_STORAGE_FILESYSTEM_ROOTDIRECTORY";
    private static final String CONFIGURATION_PATH = "REGISTRY_CONFIGURATION_PATH";
    private static final List<String> OBJECT_STORAGE = List.of("s3", "gcs", "azure", "swift", "oss", "cos", "inmemory");
    private static final String REMEDY = "; say where the storage is in spec.registry.storagePath";

    private final PodSpec pod;
    private final Container registry;
    private final ConfigMaps configMaps;
    private final RegistryEnvironment environment;

    StoragePathFinder(PodSpec pod, Container registry, ConfigMaps configMaps) {
        this.pod = pod;
        this.registry = registry;
        this.configMaps = configMaps;
        this.environment = RegistryEnvironment.of(registry, configMaps);
    }

    StoragePath find(Optional<String> given) {
        return given.<StoragePath>map(path -> new Known(path, "spec.registry.storagePath"))
                .or(this::byDriver)
                .or(this::byRootDirectory)
                .or(() -> unknown(DRIVER))
                .or(this::byConfigFile)
                .orElseGet(() -> new Known(DEFAULT, "the default of the registry's images"));
    }

    /** The ports on which the registry listens. */
    Set<Integer> ports() {
        Optional<RegistryConfiguration> file = ConfigFile.of(pod, registry, environment.value(CONFIGURATION_PATH))
                .flatMap(found -> configMaps.value(found.configMap(), found.key()))
                .flatMap(RegistryConfiguration::parse);
        return ListeningPorts.of(environment, file);
    }

    private Optional<StoragePath> byDriver() {
        Optional<RegistryConfiguration> written =
                environment.value(DRIVER).flatMap(RegistryConfiguration::parseStorage);
        return written.flatMap(RegistryConfiguration::objectStorage)
                .or(() -> environment.value(DRIVER).isPresent() ? Optional.empty() : objectStorageVariable())
                .map(name -> notFilesystem(name, "its environment"));
    }

    private Optional<String> objectStorageVariable() {
        return OBJECT_STORAGE.stream()
                .filter(driver -> environment.hasPrefix(DRIVER + "_" + driver.toUpperCase(Locale.ROOT)))
                .findFirst();
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
                .map(source -> new Obstacle(
                        Reason.STORAGE_UNKNOWN, "the value of " + variable + " comes from " + source + REMEDY));
    }

    private Optional<StoragePath> byConfigFile() {
        // The variable replaces the whole storage section of the file.
        if (environment.value(DRIVER).isPresent()) {
            return Optional.empty();
        }
        return ConfigFile.of(pod, registry, environment.value(CONFIGURATION_PATH))
                .flatMap(file -> configMaps
                        .problem(file.configMap())
                        .map(problem -> unreadable(file, problem))
                        .or(() -> configMaps
                                .value(file.configMap(), file.key())
                                .map(text -> byConfiguration(text, file))
                                .orElseGet(() -> Optional.of(unreadable(
                                        file, "ConfigMap " + file.configMap() + " has no key " + file.key())))));
    }

    private static StoragePath unreadable(ConfigFile file, String problem) {
        return new Obstacle(
                Reason.STORAGE_UNKNOWN, "its configuration " + file.path() + " cannot be read: " + problem + REMEDY);
    }

    private Optional<StoragePath> byConfiguration(String text, ConfigFile file) {
        String source = file.key() + " of ConfigMap " + file.configMap();
        Optional<RegistryConfiguration> configuration = RegistryConfiguration.parse(text);
        if (configuration.isEmpty()) {
            return Optional.of(new Obstacle(Reason.STORAGE_UNKNOWN, source + " is not valid YAML" + REMEDY));
        }
        return configuration
                .get()
                .objectStorage()
                .map(driver -> notFilesystem(driver, source))
                .or(() -> configuration.get().rootDirectory().map(path -> new Known(path, source)));
    }

    private static StoragePath notFilesystem(String driver, String source) {
        return new Obstacle(
                Reason.NOT_FILESYSTEM,
                "the registry stores in " + driver.toLowerCase(Locale.ROOT) + ", by " + source
                        + "; the exporter reads file system storage only");
    }
}
