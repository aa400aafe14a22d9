package io.registryexporter.operator.detect;

import java.util.List;

/** Where the file comes from that a registry reads its configuration from. */
sealed interface ConfigSource {

    /** Keys of ConfigMaps, of which the first that exists is the file. */
    record InConfigMaps(String path, List<Key> keys) implements ConfigSource {
        public InConfigMaps {
            keys = List.copyOf(keys);
        }
    }

    /** The operator cannot read the file. */
    record Unreadable(String why) implements ConfigSource {}

    /** The file of the image, because no volume covers its path. */
    record OfImage() implements ConfigSource {}

    /** A key of a ConfigMap. */
    record Key(String configMap, String key) {
        @Override
        public String toString() {
            return key + " of ConfigMap " + configMap;
        }
    }
}
