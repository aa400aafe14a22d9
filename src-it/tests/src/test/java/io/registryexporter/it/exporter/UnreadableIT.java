package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.RunningExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A storage in which the exporter's user may not read one place: each figure is still the one of the whole storage, or
 * it is not there. The places are all entries of the sample storage, one after the other.
 */
@Tag("once")
class UnreadableIT {
    private static final Set<PosixFilePermission> NOTHING = PosixFilePermissions.fromString("---------");
    private static final List<String> OF_DIRECTORIES = List.of("---------", "rwx--x--x", "rwxr--r--");

    @TempDir
    private Path directory;

    private Path v2;

    @BeforeEach
    void copy() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        v2 = SampleCopy.below(directory).root().resolve("docker/registry/v2");
    }

    @Test
    void what_cannot_be_read_from_the_start_makes_no_figure_wrong() throws IOException {
        assertNoFigureIsWrong("--scan.full-interval=1ms");
    }

    @Test
    void what_cannot_be_read_any_more_makes_no_figure_wrong() throws IOException {
        assertNoFigureIsWrong();
    }

    private void assertNoFigureIsWrong(String... options) throws IOException {
        List<String> wrong = new ArrayList<>();
        int unknown = 0;
        try (RunningExporter exporter = RunningExporter.startAsNobody(
                directory.resolve("log"), v2.getParent().getParent().getParent(), options)) {
            Map<String, Double> whole = figures(exporter);
            assertThat(whole).hasSizeGreaterThan(60);
            for (Path place : places()) {
                for (Set<PosixFilePermission> mode : modes(place)) {
                    Map<String, Double> seen = with(place, mode, exporter);
                    unknown += whole.size() - seen.size();
                    String where = v2.relativize(place) + " " + PosixFilePermissions.toString(mode);
                    seen.forEach((series, value) -> {
                        if (!value.equals(whole.get(series))) {
                            wrong.add(where + ": " + series + " " + value + " instead of " + whole.get(series));
                        }
                    });
                }
            }
            assertThat(figures(exporter)).isEqualTo(whole);
        }
        assertThat(wrong).isEmpty();
        assertThat(unknown).isGreaterThan(1000);
    }

    private static Map<String, Double> with(Path place, Set<PosixFilePermission> mode, RunningExporter exporter)
            throws IOException {
        Set<PosixFilePermission> before = Files.getPosixFilePermissions(place);
        Files.setPosixFilePermissions(place, mode);
        try {
            return figures(exporter);
        } finally {
            Files.setPosixFilePermissions(place, before);
        }
    }

    private List<Path> places() throws IOException {
        try (Stream<Path> all = Files.walk(v2)) {
            // Below index/ nothing is read.
            return all.filter(place -> !place.toString().contains("/index"))
                    .sorted()
                    .toList();
        }
    }

    private static List<Set<PosixFilePermission>> modes(Path place) {
        boolean oneOfMany = place.getFileName().toString().matches("[0-9a-f]{64}");
        return Files.isDirectory(place) && !oneOfMany
                ? OF_DIRECTORIES.stream().map(PosixFilePermissions::fromString).toList()
                : List.of(NOTHING);
    }

    /** Damage is what is found, and a volume is not of the storage alone. */
    private static Map<String, Double> figures(RunningExporter exporter) {
        Map<String, Double> figures = new TreeMap<>(exporter.scrape().of("repository_", "registry_"));
        figures.keySet()
                .removeIf(series -> series.startsWith("registry_exporter_")
                        || series.startsWith("registry_filesystem_")
                        || series.startsWith("registry_damage")
                        || series.startsWith("registry_repository_damage"));
        return figures;
    }
}
