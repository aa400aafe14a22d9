package io.registryexporter.exporter.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class DigestTableTest {

    @Property(tries = 100)
    void it_numbers_digests_as_a_map_would(@ForAll @Size(max = 5000) List<@IntRange(max = 4000) Integer> values) {
        DigestTable table = new DigestTable();
        Map<Digest, Integer> map = new HashMap<>();
        for (int value : values) {
            Digest digest = digest(value);
            assertThat(table.find(digest).isPresent()).isEqualTo(map.containsKey(digest));
            assertThat(table.numberOf(digest)).isEqualTo(map.computeIfAbsent(digest, d -> map.size()));
        }
        assertThat(table.size()).isEqualTo(map.size());
        map.forEach((digest, number) -> assertThat(table.find(digest)).hasValue(number));
        map.forEach((digest, number) -> assertThat(table.digest(number)).isEqualTo(digest));
    }

    @Test
    void digests_that_share_their_first_word_are_told_apart() {
        DigestTable table = new DigestTable();
        for (long last = 0; last < 3000; last++) {
            assertThat(table.numberOf(new Digest.Sha256(7, 7, 7, last))).isEqualTo((int) last);
        }
        assertThat(table.find(new Digest.Sha256(7, 7, 7, 2999))).hasValue(2999);
        assertThat(table.find(new Digest.Sha256(7, 7, 7, 3000))).isEmpty();
    }

    /** Every third is of another kind. */
    private static Digest digest(int value) {
        String text = String.format(value % 3 == 0 ? "sha512:%0128x" : "sha256:%064x", value);
        return Digest.parse(text).orElseThrow();
    }
}
