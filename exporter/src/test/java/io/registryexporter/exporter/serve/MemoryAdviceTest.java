package io.registryexporter.exporter.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What there is of memory, and what would do. */
class MemoryAdviceTest {
    private static final long MIB = 1 << 20;

    @Test
    void a_container_gets_a_higher_limit() {
        assertThat(new MemoryAdvice(128 * MIB, Optional.of(256 * MIB)).text())
                .isEqualTo(
                        "the memory is too small: the heap holds 128 MiB at most, and the container's limit is 256 MiB."
                                + " Raise that limit to 512 MiB, for an exporter of the operator by spec.exporter.resources");
    }

    @Test
    void without_a_limit_the_heap_gets_more() {
        assertThat(new MemoryAdvice(128 * MIB, Optional.empty()).text()).endsWith("128 MiB at most. Give it -Xmx256m");
    }

    @Test
    void this_process_has_a_heap() {
        assertThat(MemoryAdvice.ofThisProcess().heap()).isPositive();
    }
}
