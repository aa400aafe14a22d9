package io.registryexporter.exporter.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.exporter.serve.MemoryAdvice;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A process that cannot do its work any more ends with words and a code of its own. */
class HaltingErrorHandlerTest {
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicInteger code = new AtomicInteger();
    private final HaltingErrorHandler end = new HaltingErrorHandler(
            new PrintStream(err, true, StandardCharsets.UTF_8),
            new MemoryAdvice(1L << 27, Optional.of(1L << 28)),
            code::set);

    @Test
    void a_first_scan_without_room() {
        end.noMemory();
        assertThat(code).hasValue(3);
        assertThat(said())
                .startsWith("registry-exporter: the memory is too small:")
                .contains("limit to 512 MiB");
    }

    @Test
    void a_thread_that_died_for_want_of_memory() {
        end.threadDied(new OutOfMemoryError("Java heap space"));
        assertThat(code).hasValue(4);
        assertThat(said()).contains("a thread of the server has died, the memory is too small", "limit to 512 MiB");
    }

    @Test
    void a_thread_that_died_of_something_else_is_reported_without_its_message() {
        end.threadDied(new NoClassDefFoundError("topsecret"));
        assertThat(code).hasValue(4);
        assertThat(said())
                .contains("a thread of the server has died, unexpected", "NoClassDefFoundError at io.registryexporter")
                .doesNotContain("topsecret");
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
