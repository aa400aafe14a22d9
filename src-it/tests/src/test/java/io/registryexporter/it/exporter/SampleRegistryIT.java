package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.RunningExporter;
import io.registryexporter.support.real.Scrape;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The storage that the run command serves, which docker-registry 2.8 wrote; needs no program but Java. */
@Tag("jars")
class SampleRegistryIT {
    @TempDir
    private Path directory;

    @Test
    void the_sample_has_the_numbers_that_the_readme_shows() {
        Path sample = Path.of(System.getProperty("sample.registry"));
        try (RunningExporter exporter = RunningExporter.start(directory.resolve("log"), sample)) {
            Scrape scrape = exporter.scrape();
            assertThat(scrape.samples())
                    .containsEntry("registry_repositories", 4.0)
                    .containsEntry("repository_tags_total{repository=\"platform/api\"}", 4.0)
                    .containsEntry("repository_revisions_total{repository=\"platform/api\"}", 9.0)
                    .containsEntry("repository_tag_layers_total{repository=\"platform/api\",tag=\"latest\"}", 4.0)
                    .containsEntry("repository_tag_size_bytes{repository=\"platform/api\",tag=\"latest\"}", 9956.0)
                    .containsEntry("repository_revisions_total{repository=\"platform/web\"}", 6.0)
                    .containsEntry("repository_tags_total{repository=\"tools/backup\"}", 2.0)
                    .doesNotContainKey("repository_tag_size_bytes{repository=\"tools/backup\",tag=\"broken\"}")
                    .containsEntry("registry_repository_uploads{repository=\"tools/backup\"}", 1.0)
                    .containsEntry("registry_repository_upload_bytes{repository=\"tools/backup\"}", 5000.0)
                    .containsEntry("registry_damage{reason=\"revision_missing\"}", 1.0);
        }
    }
}
