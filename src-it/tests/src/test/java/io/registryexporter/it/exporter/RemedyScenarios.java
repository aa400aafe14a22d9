package io.registryexporter.it.exporter;

import io.registryexporter.support.real.RegistryProgram;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Every remedy that {@code check} gives, carried out in its own words. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RemedyScenarios implements LinkRemedies, ManifestRemedies, BlobRemedies, PlaceRemedies {
    @TempDir
    private static Path directory;

    private MendedStorage storage;

    abstract RegistryProgram program();

    @BeforeAll
    void start() throws IOException {
        storage = new MendedStorage(program(), directory);
    }

    @BeforeEach
    void makeWhole() throws IOException {
        storage.reset();
    }

    @AfterAll
    void stop() {
        storage.close();
    }

    @Override
    public final MendedStorage storage() {
        return storage;
    }

    @Override
    public final boolean isVersion2() {
        return program().version() == 2;
    }
}
