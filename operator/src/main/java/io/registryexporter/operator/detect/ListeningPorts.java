package io.registryexporter.operator.detect;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The ports that a registry listens on, declared or not: by its environment, else by its config.yml, else 5000. */
final class ListeningPorts {
    private static final int DEFAULT = 5000;
    private static final List<String> SETTINGS = List.of("http.addr", "http.debug.addr");

    private ListeningPorts() {}

    static Set<Integer> of(RegistryEnvironment environment, Optional<RegistryConfiguration> configuration) {
        Set<Integer> ports = new HashSet<>();
        for (String setting : SETTINGS) {
            String variable = "REGISTRY_" + setting.toUpperCase(Locale.ROOT).replace('.', '_');
            environment
                    .value(variable)
                    .or(() -> configuration.flatMap(file -> file.address(setting)))
                    .flatMap(ListeningPorts::port)
                    .ifPresent(ports::add);
        }
        if (ports.isEmpty()) {
            ports.add(DEFAULT);
        }
        return ports;
    }

    private static Optional<Integer> port(String address) {
        String digits = address.substring(address.lastIndexOf(':') + 1).strip();
        return digits.matches("[0-9]{1,5}") ? Optional.of(Integer.valueOf(digits)) : Optional.empty();
    }
}
