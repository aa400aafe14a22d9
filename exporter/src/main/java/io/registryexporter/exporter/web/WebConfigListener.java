package io.registryexporter.exporter.web;

/** Told when the file of {@code --web.config.file}, or one that it names, has changed. */
public interface WebConfigListener {
    /** What is new is in force. */
    void changed();

    /** It is in force, and will not do what is wanted of it. */
    void warning(String message);

    /** It cannot be used, and what was in force before still is. */
    void problem(String message);
}
