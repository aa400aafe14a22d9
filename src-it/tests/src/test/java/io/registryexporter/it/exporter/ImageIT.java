package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.support.real.ImageTar;
import io.registryexporter.support.real.RequiresImages;
import io.registryexporter.support.real.RunningExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images, unpacked and run without a container daemon: with a root that is read-only, as their own user. */
@RequiresImages
class ImageIT {
    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Path EXPORTER = ROOT.resolve("exporter/target/registry-exporter-image.tar");
    private static final Path OPERATOR = ROOT.resolve("operator/target/registry-exporter-operator-image.tar");
    private static final Path SAMPLE = Path.of(System.getProperty("sample.registry"));

    @TempDir
    private static Path directory;

    private static ImageTar exporter;
    private static ImageTar operator;

    @BeforeAll
    static void unpack() {
        exporter = ImageTar.unpack(EXPORTER, directory.resolve("exporter"));
        operator = ImageTar.unpack(OPERATOR, directory.resolve("operator"));
    }

    @Test
    void the_first_scrape_is_that_of_the_jar() {
        try (RunningExporter jar = RunningExporter.start(directory.resolve("jar.log"), SAMPLE);
                RunningExporter image = RunningExporter.start(directory.resolve("image.log"), exporter, SAMPLE)) {
            assertThat(ofStorage(image)).isEqualTo(ofStorage(jar)).contains("repository_tags_total");
        }
    }

    /** All that is about the storage, and not about the process or the moment. */
    private static String ofStorage(RunningExporter exporter) {
        return exporter.text()
                .lines()
                .filter(line -> line.startsWith("repository_") || line.startsWith("registry_"))
                .filter(line -> !line.startsWith("registry_exporter_") && !line.startsWith("registry_filesystem_"))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void it_runs_as_a_user_without_rights_and_with_its_archive_of_classes() {
        try (RunningExporter image = RunningExporter.start(directory.resolve("user.log"), exporter, SAMPLE)) {
            assertThat(image.told("status"))
                    .containsPattern("Uid:\\s+65532\\s+65532\\s+65532\\s+65532")
                    .containsPattern("Gid:\\s+65532\\s+65532\\s+65532\\s+65532");
            assertThat(image.told("maps")).contains("/opt/app/classes.jsa");
        }
    }

    /** When this fails, write the list again: {@code sh deploy/image/classes.sh}. */
    @Test
    void most_of_its_classes_come_from_its_archive() {
        List<String> command = new ArrayList<>(exporter.entrypoint());
        command.addAll(List.of("report", "/tmp"));
        command.add(1, "-Xlog:class+load");

        List<String> loaded = exporter.exec(directory.resolve("classes.log"), SAMPLE, command)
                .output()
                .lines()
                .filter(line -> line.contains(" source: "))
                .toList();

        assertThat(loaded).hasSizeGreaterThan(1000);
        assertThat(loaded.stream().filter(line -> line.contains("source: shared objects file")))
                .hasSizeGreaterThan(loaded.size() * 85 / 100);
    }

    @Test
    void scanners_of_vulnerabilities_read_the_release_and_the_packages() throws IOException {
        for (ImageTar image : new ImageTar[] {exporter, operator}) {
            assertThat(Files.readString(image.file("/etc/os-release"))).contains("ID=debian", "VERSION_ID=\"12\"");
            assertThat(image.file("/var/lib/dpkg/status.d/libc6")).isRegularFile();
        }
    }

    @Test
    void there_is_no_shell_in_them() throws IOException {
        for (ImageTar image : new ImageTar[] {exporter, operator}) {
            assertThat(image.file("/bin/sh")).doesNotExist();
            assertThat(image.file("/usr/bin/sh")).doesNotExist();
            try (Stream<Path> files = Files.walk(image.file("/"))) {
                assertThat(files.filter(Files::isExecutable)
                                .filter(Files::isRegularFile)
                                .map(file -> file.getFileName().toString())
                                .filter(name -> !name.contains(".so")))
                        .contains("java")
                        .isSubsetOf("java", "keytool", "jspawnhelper", "jexec");
            }
        }
    }

    @Test
    void the_exporters_is_small() throws IOException {
        assertThat(Files.size(EXPORTER)).isLessThan(35_000_000);
    }

    @Test
    void they_say_what_they_are() {
        for (ImageTar image : new ImageTar[] {exporter, operator}) {
            assertThat(image.user()).isEqualTo("65532:65532");
            assertThat(image.architecture()).isEqualTo("amd64");
            assertThat(image.label("org.opencontainers.image.revision")).matches("[0-9a-f]{7,40}.*");
            assertThat(image.label("org.opencontainers.image.licenses")).isEqualTo("Apache-2.0");
            assertThat(image.label("org.opencontainers.image.source")).startsWith("https://github.com/");
        }
        assertThat(exporter.label("org.opencontainers.image.title")).isEqualTo("registry-exporter");
        assertThat(operator.label("org.opencontainers.image.title")).isEqualTo("registry-exporter-operator");
    }

    @Test
    void a_path_that_is_not_there_is_told_by_the_image_too() {
        RunningExporter.Ended ended = exporter.run(directory.resolve("missing.log"), SAMPLE, "/nowhere");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(ended.output()).contains("/nowhere");
    }

    @ParameterizedTest
    @ValueSource(strings = {"docs/exporter/report-and-check.md", "deploy/monitoring/runbook.md"})
    void a_report_is_had_by_the_command_that_is_written_there(String page) throws IOException {
        String exec = "    kubectl -n NAMESPACE exec POD -c registry-exporter -- ";
        String command = Files.readAllLines(ROOT.resolve(page)).stream()
                .filter(line -> line.startsWith(exec))
                .findFirst()
                .orElseThrow()
                .substring(exec.length());

        RunningExporter.Ended ended = exporter.exec(
                directory.resolve("exec.log"), SAMPLE, List.of((command + " report /tmp").split(" ", -1)));

        assertThat(ended.output()).contains("Reclaimable").contains("platform/web");
        assertThat(ended.exitCode()).isZero();
    }

    @Test
    void the_operator_runs_in_its_image() {
        RunningExporter.Ended ended = operator.run(directory.resolve("operator.log"), SAMPLE, "--version");
        assertThat(ended.output()).contains("registry-exporter-operator");
        assertThat(ended.exitCode()).isZero();
    }
}
