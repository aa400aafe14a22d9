package io.registryexporter.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import java.util.Optional;

/** The registry; the operator detects each field that is empty. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RegistrySpec(
        @JsonPropertyDescription(
                "Name of the registry's container. Default: the one with a registry's image, else the one"
                        + " with a registry's command, else the one with REGISTRY_* variables that the registry"
                        + " knows. Port 5000 alone is no sign of a registry.")
        String container,

        @ValidationRule(
                value = "self == '' || self.startsWith('/')",
                message = "storagePath must be an absolute path in the registry's container, such as /var/lib/registry")
        @JsonPropertyDescription("The registry's rootdirectory in its container, or the docker/registry/v2 in it."
                + " Default: from the registry's environment, else from its config.yml in a ConfigMap, else"
                + " /var/lib/registry where the registry reads the configuration of its image. Needed where the"
                + " configuration cannot be read, such as in a Secret; a registry on S3 or the like has no path.")
        String storagePath) {

    public RegistrySpec {
        container = Objects.requireNonNullElse(container, "");
        storagePath = Objects.requireNonNullElse(storagePath, "");
    }

    public RegistrySpec() {
        this("", "");
    }

    /** The container that the user named. */
    public Optional<String> namedContainer() {
        return Optional.of(container).filter(name -> !name.isBlank());
    }

    /** The path that the user gave. */
    public Optional<String> givenStoragePath() {
        return Optional.of(storagePath).filter(path -> !path.isBlank());
    }
}
