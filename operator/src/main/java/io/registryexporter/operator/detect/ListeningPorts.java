package io.registryexporter.operator.detect;

import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The ports on which a registry listens, declared or not: by its environment, else by its config.yml. If neither names
 * the address, the port counts as 5000.
 */
final class ListeningPorts {
    private static final int DEFAULT = 5000;

    /** Those that Harbor's templates use: plain, with TLS, and for debugging. */
    private static final Set<Integer> HARBOR = Set.of(5000, 5443, 5001);

    private ListeningPorts() {}

    static Set<Integer> of(
            ImageKind image, RegistryEnvironment environment, Optional<RegistryConfiguration> configuration) {
        Set<Integer> ports = new HashSet<>(image == ImageKind.HARBOR ? HARBOR : Set.of());
        ports.add(port("http.addr", environment, configuration).orElse(DEFAULT));
        port("http.debug.addr", environment, configuration).ifPresent(ports::add);
        return ports;
    }

    private static Optional<Integer> port(
            String setting, RegistryEnvironment environment, Optional<RegistryConfiguration> configuration) {
        String variable = "REGISTRY_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
        return environment
                .value(variable)
                .or(() -> configuration.flatMap(file -> file.address(setting)))
                .flatMap(ListeningPorts::number);
    }

    private static Optional<Integer> number(String address) {
        String digits = address.substring(address.lastIndexOf(':') + 1).strip();
        return digits.matches("[0-9]{1,5}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }
}
