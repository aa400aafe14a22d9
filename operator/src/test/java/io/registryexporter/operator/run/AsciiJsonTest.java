package io.registryexporter.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that comes in pieces, for a reader of ASCII. */
class AsciiJsonTest {
    private static final String TEXT = "für Ångström, 東京 🐳 \u007f é";

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7, 1000})
    void a_reader_of_json_reads_the_same_whatever_the_pieces(int piece) throws IOException {
        ObjectMapper json = new ObjectMapper();
        byte[] bytes = json.writeValueAsBytes(List.of(TEXT, TEXT));

        byte[] ascii = inPieces(bytes, piece);

        assertThat(new String(ascii, StandardCharsets.UTF_8)).hasSize(ascii.length);
        assertThat(json.readTree(ascii)).isEqualTo(json.readTree(bytes));
    }

    @Test
    void what_is_ascii_passes_as_it_is() {
        ByteBuffer piece = ByteBuffer.wrap("{\"a\":1}\n".getBytes(StandardCharsets.US_ASCII));

        assertThat(new AsciiJson().apply(List.of(piece)).get(0)).isSameAs(piece);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xBF, 0xC3, 0xE2, 0xF0, 0xFF})
    void what_is_no_utf_8_becomes_a_replacement_and_what_follows_stays(int octet) {
        byte[] ascii = inPieces(new byte[] {(byte) octet, '"', 'a'}, 1);

        assertThat(new String(ascii, StandardCharsets.US_ASCII)).isEqualTo("\\ufffd\"a");
    }

    private static byte[] inPieces(byte[] bytes, int piece) {
        AsciiJson ascii = new AsciiJson();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; from += piece) {
            byte[] next = Arrays.copyOfRange(bytes, from, Math.min(from + piece, bytes.length));
            for (ByteBuffer buffer : ascii.apply(List.of(ByteBuffer.wrap(next)))) {
                byte[] octets = new byte[buffer.remaining()];
                buffer.get(octets);
                out.writeBytes(octets);
            }
        }
        return out.toByteArray();
    }
}
