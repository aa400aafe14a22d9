package io.registryexporter.exporter.scan;

/** The moment that a scan gives a registry to finish what it is writing (R24). */
@FunctionalInterface
public interface Pause {
    void run();
}
