package io.registryexporter.operator.cli;

import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import io.registryexporter.operator.decide.desired.AllowedExporters;
import io.registryexporter.operator.decide.desired.AllowedImages;
import io.registryexporter.operator.run.CannotRunException;
import io.registryexporter.operator.run.Settings;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** The operator's environment variables; an empty variable counts as missing. */
final class Environment {
    private static final int DEFAULT_METRICS_PORT = 8081;
    private static final String IMAGE_PREFIXES = "ALLOWED_IMAGE_PREFIXES";
    private static final int MAX_PORT = 65535;
    private static final String NAMESPACE_NAME = "[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?";

    private final Map<String, String> variables;
    private final String version;

    Environment(Map<String, String> variables, String version) {
        this.variables = Map.copyOf(variables);
        this.version = version;
    }

    /**
     * Reads all settings.
     *
     * @throws CannotRunException for an invalid value
     */
    Settings settings() {
        return new Settings(namespaces(), exporterImage(), allowed(), leaderElection(), metricsPort());
    }

    Set<String> namespaces() {
        Set<String> names =
                new TreeSet<>(value("WATCH_NAMESPACES").map(Environment::listed).orElse(List.of()));
        names.stream().filter(name -> !name.matches(NAMESPACE_NAME)).findFirst().ifPresent(name -> {
            throw wrong("WATCH_NAMESPACES", "names of namespaces with commas between them");
        });
        return names;
    }

    LogLevel logLevel() {
        return oneOf("LOG_LEVEL", LogLevel.values(), LogLevel.INFO);
    }

    LogFormat logFormat() {
        return oneOf("LOG_FORMAT", LogFormat.values(), LogFormat.LOGFMT);
    }

    private String exporterImage() {
        String image = value("EXPORTER_IMAGE").orElse("ghcr.io/registry-exporter/exporter:" + release());
        if (image.chars().anyMatch(Character::isWhitespace)) {
            throw wrong("EXPORTER_IMAGE", "the name of an image");
        }
        return image;
    }

    /** The release without -SNAPSHOT, because only releases have an image. */
    private String release() {
        return version.replace("-SNAPSHOT", "");
    }

    private AllowedExporters allowed() {
        return AllowedExporters.all()
                .withImages(allowedImages())
                .withValueFrom(isOn("ALLOW_VALUE_FROM"))
                .withSecurityContext(isOn("ALLOW_SECURITY_CONTEXT"))
                .withAnyArgs(isOn("ALLOW_ANY_ARGS"));
    }

    /** A value without any image must not allow all images. */
    private Optional<AllowedImages> allowedImages() {
        return value(IMAGE_PREFIXES)
                .map(text -> Optional.of(listed(text))
                        .filter(prefixes -> !prefixes.isEmpty())
                        .flatMap(prefixes -> AllowedImages.of(prefixes, exporterImage()))
                        .orElseThrow(() -> wrong(
                                IMAGE_PREFIXES,
                                "a list of registries, paths or images, such as ghcr.io/registry-exporter/ or"
                                        + " docker.io/library/; give them with commas between them")));
    }

    private boolean leaderElection() {
        return isOn("LEADER_ELECTION");
    }

    /** True without a value. */
    private boolean isOn(String name) {
        String text = value(name).orElse("true");
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw wrong(name, "true or false");
        };
    }

    private static List<String> listed(String text) {
        return Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    private int metricsPort() {
        String text = value("METRICS_PORT").orElse(String.valueOf(DEFAULT_METRICS_PORT));
        int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : -1;
        if (port < 0 || port > MAX_PORT) {
            throw wrong("METRICS_PORT", "a port from 0 to " + MAX_PORT);
        }
        return port;
    }

    private <E> E oneOf(String name, E[] values, E absent) {
        Optional<String> text = value(name);
        return text.isEmpty()
                ? absent
                : Arrays.stream(values)
                        .filter(value -> value.toString().equalsIgnoreCase(text.get()))
                        .findFirst()
                        .orElseThrow(() -> wrong(name, "one of " + Arrays.toString(values)));
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(variables.get(name)).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static CannotRunException wrong(String name, String wanted) {
        return new CannotRunException("environment variable " + name + " must be " + wanted);
    }
}
