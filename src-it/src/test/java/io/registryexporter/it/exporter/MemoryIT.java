package io.registryexporter.it.exporter;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.it.real.RunningExporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A heap that is too small for the storage is reported as that, and leaves no process that only looks alive. */
class MemoryIT {
    private static final int REPOSITORIES = 4000;
    private static final int NO_MEMORY = 3;
    private static final int THREAD_DIED = 4;

    @TempDir
    private Path directory;

    @Test
    void a_first_scan_without_room_ends_the_exporter() throws IOException {
        RunningExporter.Ended ended = run("--web.listen-address=127.0.0.1:0");
        // A thread of the server may be the one that finds no room. The parallel collector gives up instead of going on
        // for
        // ever, as the serial one may, so that this ends soon.
        assertThat(ended.exitCode()).as(ended.output()).isIn(NO_MEMORY, THREAD_DIED);
        assertAdvised(ended);
    }

    private RunningExporter.Ended run(String argument) throws IOException {
        SampleCopy sample = SampleCopy.below(directory);
        sample.addRepositories(REPOSITORIES, "a".repeat(200) + "-");
        return RunningExporter.runToItsEnd(
                directory.resolve("log"),
                List.of("env", "JDK_JAVA_OPTIONS=-XX:+UseParallelGC -Xmx16m"),
                sample.root().toString(),
                argument);
    }

    private static void assertAdvised(RunningExporter.Ended ended) {
        assertThat(ended.output())
                .containsPattern("the memory is too small: the heap holds \\d+ MiB at most.* (-Xmx\\d+m|\\d+ MiB)")
                .doesNotContain("please report it");
    }
}
