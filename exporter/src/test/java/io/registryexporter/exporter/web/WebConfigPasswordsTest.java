package io.registryexporter.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hashes of passwords in the file. */
class WebConfigPasswordsTest extends WebConfigFixture {
    @ParameterizedTest
    @ValueSource(strings = {"17", "31", "99"})
    void a_hash_that_takes_too_long_is_refused(String cost) {
        assertThatThrownBy(() -> read(USERS.replace("$04$", "$" + cost + "$")))
                .hasMessageContaining(
                        "line 2, column 3: the password of this user has a bcrypt hash whose cost is above 16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$2$04$", "$1$04$", "$2y$03$", "$2y$4$", "$2y$", "$2y$04", "$2z$04$", "2y$04$", "$2y$ab$"})
    void a_hash_that_is_none_is_refused(String beginning) {
        assertThatThrownBy(() -> read(USERS.replace("$2y$04$", beginning)))
                .hasMessageContaining("is no bcrypt hash; make one with");
    }

    @Test
    void a_hash_that_is_too_short_or_too_long_is_refused() {
        for (String hash : List.of(USERS.replace("aaa\n", "\n"), USERS.replace("aaa\n", "aaaa\n"))) {
            assertThatThrownBy(() -> read(hash)).hasMessageContaining("is no bcrypt hash");
        }
    }

    @Test
    void the_slowest_hash_that_may_be() throws Exception {
        assertThat(read(USERS.replace("$04$", "$16$")).isInForce()).isTrue();
    }
}
