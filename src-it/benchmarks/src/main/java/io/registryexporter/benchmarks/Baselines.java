package io.registryexporter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What others need for the same storage.
 *
 * @param sources where {@code reader.c} and {@code original.py} are
 * @param work where the reader is compiled to
 * @param original a checkout of sky-uk/docker-registry-exporter, which needs Python and its client library
 */
record Baselines(Path sources, Path work, Optional<Path> original) {
    private static final int RUNS = 5;

    /** The reader in C by one process; what starting that takes is next to nothing. */
    Seconds reader(Path v2) throws Exception {
        return reader(v2.toString());
    }

    /** The reader in C by so many processes, which look before they open, as the storage rules ask for. */
    Seconds carefulReader(Path v2, int processes) throws Exception {
        return reader(v2.toString(), Integer.toString(processes));
    }

    private Seconds reader(String... arguments) throws Exception {
        Path program = work.resolve("reader");
        Command.of(
                        "cc",
                        "-O2",
                        "-o",
                        program.toString(),
                        sources.resolve("reader.c").toString())
                .run();
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return Seconds.ofEach(
                RUNS, () -> Command.of(command.toArray(new String[0])).run());
    }

    /** The sums of all blobs by so many processes, a few blobs each time. */
    Seconds sha256sum(Path v2, int processes) throws Exception {
        String pipe = "find \"$0\" -name data -print0 | xargs -0 -n 4 -P \"$1\" sha256sum";
        Command sums = Command.of("sh", "-c", pipe, v2.resolve("blobs").toString(), Integer.toString(processes));
        return Seconds.ofEach(RUNS, sums::run);
    }

    /** Scrapes of the original, its first one left out. */
    Optional<Seconds> original(Path v2) throws IOException, InterruptedException {
        if (original.isEmpty()) {
            return Optional.empty();
        }
        Command scrapes = Command.of(
                "/usr/bin/python3",
                sources.resolve("original.py").toString(),
                original.get().toString(),
                v2.toString(),
                String.valueOf(RUNS));
        return Optional.of(Seconds.parse(scrapes.run(), 1));
    }

    /** {@code find} over the whole storage, once. */
    double find(Path v2) throws Exception {
        return Seconds.of(() -> Command.of("find", v2.toString(), "-type", "f").run());
    }

    /** Empties the page cache, where that is allowed. */
    static boolean dropCaches() {
        try {
            Command.of("sync").run();
            Files.writeString(Path.of("/proc/sys/vm/drop_caches"), "3");
            return true;
        } catch (IOException notAllowed) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
