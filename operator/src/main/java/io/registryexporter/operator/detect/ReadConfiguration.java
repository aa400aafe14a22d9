package io.registryexporter.operator.detect;

import java.util.Optional;

/**
 * The configuration file of a registry, if the operator can read it. Without content and problem the file is that of
 * the image.
 *
 * @param source the key of the ConfigMap that is the file; empty if there is none
 * @param problem why the file cannot be read
 */
record ReadConfiguration(String source, Optional<RegistryConfiguration> content, Optional<String> problem) {

    static ReadConfiguration of(ConfigSource source, ConfigMaps configMaps) {
        if (source instanceof ConfigSource.InConfigMaps found) {
            return in(found, configMaps);
        }
        return source instanceof ConfigSource.Unreadable unreadable
                ? unread(unreadable.why())
                : new ReadConfiguration("", Optional.empty(), Optional.empty());
    }

    private static ReadConfiguration in(ConfigSource.InConfigMaps found, ConfigMaps configMaps) {
        for (ConfigSource.Key key : found.keys()) {
            Optional<String> problem = configMaps.problem(key.configMap());
            if (problem.isPresent()) {
                return unread("its configuration " + found.path() + " cannot be read: " + problem.get());
            }
            Optional<String> text = configMaps.value(key.configMap(), key.key());
            if (text.isPresent()) {
                return parsed(key, text.get());
            }
        }
        ConfigSource.Key first = found.keys().get(0);
        return unread("its configuration " + found.path() + " cannot be read: ConfigMap " + first.configMap()
                + " has no key " + first.key());
    }

    private static ReadConfiguration parsed(ConfigSource.Key key, String text) {
        Optional<RegistryConfiguration> content = RegistryConfiguration.parse(text);
        return content.isPresent()
                ? new ReadConfiguration(key.toString(), content, Optional.empty())
                : unread(key + " is not valid YAML");
    }

    private static ReadConfiguration unread(String why) {
        return new ReadConfiguration("", Optional.empty(), Optional.of(why));
    }
}
