package io.registryexporter.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.registryexporter.common.log.Log;
import io.registryexporter.common.log.LogFormat;
import io.registryexporter.common.log.LogLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the process ends when its memory is used up. */
class FatalErrorHandlerTest {
    @TempDir
    private Path directory;

    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private final List<Integer> ended = new ArrayList<>();
    private Path message;
    private FatalErrorHandler handler;

    @BeforeEach
    void make() {
        message = directory.resolve("termination-log");
        handler = new FatalErrorHandler(Log.to(log, LogLevel.INFO, LogFormat.LOGFMT), message, ended::add);
    }

    @Test
    void it_ends_with_a_code_of_its_own_and_says_why() {
        handler.exitIfOutOfMemory(
                new IllegalStateException(new CompletionException(new OutOfMemoryError("Java heap space"))));

        assertThat(ended).containsExactly(3);
        assertThat(log.toString(StandardCharsets.UTF_8))
                .contains("level=error")
                .contains("out of memory")
                .contains("Java heap space");
    }

    @Test
    void the_termination_message_says_it_too() throws IOException {
        Files.createFile(message);

        handler.uncaughtException(Thread.currentThread(), new OutOfMemoryError("Metaspace"));

        assertThat(message).content().startsWith("out of memory").contains("memory limit");
    }

    @Test
    void without_a_kubelet_no_message_is_left() {
        handler.exitIfOutOfMemory(new OutOfMemoryError());

        assertThat(message).doesNotExist();
    }

    @Test
    void any_other_error_is_not_the_end() {
        handler.exitIfOutOfMemory(new IllegalStateException("what"));

        assertThat(ended).isEmpty();
    }
}
