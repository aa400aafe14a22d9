package io.registryexporter.exporter.storage;

import java.util.Locale;

/** Whether the registry is a pull-through cache, as {@code --registry.proxy} says. */
public enum RegistryProxy {
    /** As the storage shows. */
    AUTO,
    TRUE,
    FALSE;

    /** Whether the registry is a pull-through cache: the option wins over the detection. */
    public boolean isProxy(boolean detected) {
        return switch (this) {
            case AUTO -> detected;
            case TRUE -> true;
            case FALSE -> false;
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
