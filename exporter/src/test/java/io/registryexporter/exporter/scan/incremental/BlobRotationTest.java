package io.registryexporter.exporter.scan.incremental;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class BlobRotationTest {
    private static final Instant START = Instant.EPOCH;
    private static final Duration HOUR = Duration.ofHours(1);

    @Property
    void however_scans_follow_each_other_each_directory_has_its_turn_within_the_interval(
            @ForAll @IntRange(min = 1, max = 300) int count,
            @ForAll @Size(min = 1, max = 20) List<@IntRange(min = 1, max = 1800) Integer> pauses) {
        List<Path> directories = directories(count);
        BlobRotation rotation = BlobRotation.from(START);
        Instant now = START;
        Set<Path> read = new HashSet<>();
        for (int i = 0; now.isBefore(START.plus(HOUR)); i++) {
            now = now.plusSeconds(pauses.get(i % pauses.size()));
            Set<Path> due = rotation.due(directories, HOUR, now);
            read.addAll(due);
            rotation = rotation.after(due, now);
        }
        assertThat(read).hasSameElementsAs(directories);
    }

    @Test
    void the_turns_share_the_work() {
        assertThat(BlobRotation.from(START).due(directories(256), HOUR, START.plusSeconds(60)))
                .hasSize(5);
    }

    @Test
    void nothing_is_due_without_an_interval() {
        assertThat(BlobRotation.from(START).due(directories(10), Duration.ZERO, START.plusSeconds(60)))
                .isEmpty();
    }

    @Test
    void a_clock_that_goes_back_makes_nothing_due() {
        assertThat(BlobRotation.from(START).due(directories(10), HOUR, START.minusSeconds(60)))
                .isEmpty();
    }

    private static List<Path> directories(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> Path.of("blobs/sha256/" + i))
                .toList();
    }
}
