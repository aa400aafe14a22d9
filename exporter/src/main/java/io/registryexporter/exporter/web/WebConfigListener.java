package io.registryexporter.exporter.web;

/** Told when the file of {@code --web.config.file}, or one that it names, has changed. */
public interface WebConfigListener {
    /** What is new is in force. */
    void changed();

    /** It cannot be used, and what was in force before still is. */
    void problem(String message);
}
