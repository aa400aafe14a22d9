package io.registryexporter.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RenderedFamiliesTest {
    private static final byte[] LIVE = "live 1.0\n".getBytes(StandardCharsets.UTF_8);

    private final GaugeFamily one = new GaugeFamily("one", "First.", sink -> {
        sink.sample(41420039, "repository", "a/b");
        sink.sample(-1, "repository", "a/b", "tag", "v1");
    });
    private final GaugeFamily two = new GaugeFamily("two", "Second.", sink -> sink.sample(Long.MAX_VALUE));

    @Test
    void whole_numbers_are_written_as_the_original_wrote_them() throws IOException {
        assertThat(text(RenderedFamilies.render(List.of(one, two)).plain(LIVE))).isEqualTo("""
                        # HELP one First.
                        # TYPE one gauge
                        one{repository="a/b"} 41420039.0
                        one{repository="a/b",tag="v1"} -1.0
                        # HELP two Second.
                        # TYPE two gauge
                        two 9223372036854775807.0
                        live 1.0
                        """);
    }

    @Test
    void label_values_are_escaped() throws IOException {
        GaugeFamily hostile = new GaugeFamily("h", "H.", sink -> sink.sample(1, "tag", "a\"b\\c\nd"));
        assertThat(text(RenderedFamilies.render(List.of(hostile)).plain(new byte[0])))
                .endsWith("h{tag=\"a\\\"b\\\\c\\nd\"} 1.0\n");
    }

    @Test
    void gzip_is_the_same_text_in_one_member() throws IOException {
        RenderedFamilies families = RenderedFamilies.render(List.of(one, two));
        assertThat(unzip(families.gzip(LIVE))).isEqualTo(text(families.plain(LIVE)));
    }

    @Test
    void gzip_of_a_large_text_is_the_same_text() throws IOException {
        Random random = new Random(7);
        GaugeFamily large = new GaugeFamily("large", "Large.", sink -> {
            for (int i = 0; i < 50_000; i++) {
                sink.sample(random.nextLong(), "i", Integer.toString(i));
            }
        });
        RenderedFamilies families = RenderedFamilies.render(List.of(large));
        assertThat(unzip(families.gzip(LIVE))).isEqualTo(text(families.plain(LIVE)));
    }

    @Test
    void only_the_families_asked_for_are_given() throws IOException {
        RenderedFamilies families = RenderedFamilies.render(List.of(one, two));
        String expected = "# HELP two Second.\n# TYPE two gauge\ntwo 9223372036854775807.0\nlive 1.0\n";
        assertThat(text(families.only(Set.of("two", "three")).plain(LIVE))).isEqualTo(expected);
        assertThat(unzip(families.only(Set.of("two", "three")).gzip(LIVE))).isEqualTo(expected);
    }

    @Test
    void before_the_first_scan_there_is_only_what_is_live() throws IOException {
        assertThat(unzip(RenderedFamilies.none().gzip(LIVE))).isEqualTo("live 1.0\n");
    }

    @Property
    void the_crc_of_two_texts_follows_from_the_crc_of_each(@ForAll byte[] first, @ForAll byte[] second) {
        byte[] both = new byte[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        assertThat(Crc32.concatenated(crc(first), crc(second), second.length)).isEqualTo(crc(both));
    }

    private static int crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return (int) crc.getValue();
    }

    private static String text(Body body) throws IOException {
        return new String(bytes(body), StandardCharsets.UTF_8);
    }

    /** The JDK reads on behind the first member, so its length is checked too. */
    private static String unzip(Body body) throws IOException {
        byte[] bytes = bytes(body);
        assertThat(body.length()).isEqualTo(bytes.length);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static byte[] bytes(Body body) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        body.writeTo(out);
        return out.toByteArray();
    }
}
