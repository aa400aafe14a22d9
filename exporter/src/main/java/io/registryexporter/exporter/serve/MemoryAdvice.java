package io.registryexporter.exporter.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What to do if the memory is too small. Created in advance, because an error may leave no memory for text.
 *
 * @param heap the largest heap in bytes
 * @param container the limit of the container's memory in bytes, if there is one
 */
public record MemoryAdvice(long heap, Optional<Long> container) {
    private static final List<Path> LIMITS =
            List.of(Path.of("/sys/fs/cgroup/memory.max"), Path.of("/sys/fs/cgroup/memory/memory.limit_in_bytes"));
    private static final long MIB = 1 << 20;
    /** A control group without a limit reports more than any machine has. */
    private static final long NO_LIMIT = 1L << 50;

    public static MemoryAdvice ofThisProcess() {
        return new MemoryAdvice(
                Runtime.getRuntime().maxMemory(),
                LIMITS.stream()
                        .map(MemoryAdvice::read)
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static Optional<Long> read(Path file) {
        try {
            String text = Files.readString(file).strip();
            return text.matches("[0-9]{1,18}")
                    ? Optional.of(Long.valueOf(text)).filter(limit -> limit < NO_LIMIT)
                    : Optional.empty();
        } catch (IOException noControlGroups) {
            return Optional.empty();
        }
    }

    /** One sentence without its full stop: the present limit, and the limit to set. */
    public String text() {
        return "the memory is too small: the heap holds " + mib(heap) + " at most"
                + container.map(MemoryAdvice::raise).orElseGet(() -> ". Give it -Xmx" + 2 * (heap / MIB) + "m");
    }

    private static String raise(long limit) {
        return ", and the container's limit is " + mib(limit) + ". Raise that limit to " + mib(2 * limit)
                + ", for an exporter of the operator by spec.exporter.resources";
    }

    private static String mib(long bytes) {
        return bytes / MIB + " MiB";
    }
}
