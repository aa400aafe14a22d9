package io.registryexporter.exporter.web;

/** Learns that the file of {@code --web.config.file}, or a file that it names, has changed. */
public interface WebConfigListener {
    /** The change is in force. */
    void changed();

    /** The configuration is in force, and clients will probably refuse it. */
    void warning(String message);

    /** The change cannot be used, and the previous configuration stays in force. */
    void problem(String message);
}
