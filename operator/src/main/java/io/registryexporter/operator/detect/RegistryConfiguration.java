package io.registryexporter.operator.detect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The storage and the addresses in a registry's config.yml.
 *
 * @param objectStorage a storage driver other than filesystem
 * @param filesystem whether the storage driver filesystem is named
 * @param addresses on which the registry listens, by setting: http.addr, http.debug.addr
 */
record RegistryConfiguration(
        Optional<String> rootDirectory,
        Optional<String> objectStorage,
        boolean filesystem,
        Map<String, String> addresses) {
    private static final String FILESYSTEM = "filesystem";
    private static final Set<String> NO_DRIVERS =
            Set.of("cache", "delete", "redirect", "maintenance", "tag", "middleware", "parameters");

    /** Empty if the text is not a YAML object. */
    static Optional<RegistryConfiguration> parse(String yaml) {
        try {
            return Optional.of(new ObjectMapper(new YAMLFactory()).readTree(yaml))
                    .filter(JsonNode::isObject)
                    .map(root -> of(
                            root.path("storage"),
                            Map.of(
                                    "http.addr", root.at("/http/addr").asText(""),
                                    "http.debug.addr",
                                            root.at("/http/debug/addr").asText(""))));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /**
     * Only the part {@code storage}, in the form of the variable REGISTRY_STORAGE: the name of a driver, or an object.
     */
    static Optional<RegistryConfiguration> parseStorage(String yaml) {
        try {
            return Optional.of(new ObjectMapper(new YAMLFactory()).readTree(yaml))
                    .filter(storage -> storage.isObject() || storage.isTextual())
                    .map(storage -> of(storage, Map.of()));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    Optional<String> address(String setting) {
        return Optional.ofNullable(addresses.get(setting)).filter(address -> !address.isBlank());
    }

    private static RegistryConfiguration of(JsonNode storage, Map<String, String> addresses) {
        if (storage.isTextual()) {
            Optional<String> other = otherThanFilesystem(storage.asText());
            return new RegistryConfiguration(Optional.empty(), other, other.isEmpty(), addresses);
        }
        List<String> drivers = new ArrayList<>();
        storage.fieldNames().forEachRemaining(drivers::add);
        return new RegistryConfiguration(
                Optional.of(storage.path(FILESYSTEM).path("rootdirectory").asText(""))
                        .filter(path -> !path.isBlank()),
                drivers.stream()
                        .filter(driver -> !NO_DRIVERS.contains(driver))
                        .flatMap(driver -> otherThanFilesystem(driver).stream())
                        .findFirst(),
                drivers.contains(FILESYSTEM),
                addresses);
    }

    private static Optional<String> otherThanFilesystem(String driver) {
        return Optional.of(driver).filter(name -> !name.equalsIgnoreCase(FILESYSTEM));
    }
}
