package io.registryexporter.exporter.web;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import io.registryexporter.exporter.web.BasicAuth.Answer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Passwords against bcrypt hashes. */
class BasicAuthTest {
    private static final int GUESSES = 100;
    private static final String CLIENT = "192.0.2.1";

    private final BasicAuth auth = new BasicAuth();
    private final Map<String, String> users =
            Map.of("prometheus", BCrypt.withDefaults().hashToString(4, "secret".toCharArray()));

    @Test
    void a_user_is_let_in_by_the_password_of_the_hash() {
        assertThat(check(CLIENT, basic("prometheus:secret"))).isEqualTo(Answer.RIGHT);
        // Once more, from what is remembered.
        assertThat(check(CLIENT, basic("prometheus:secret"))).isEqualTo(Answer.RIGHT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"prometheus:Secret", "prometheus:", "prometheus", "other:secret", ":secret", ""})
    void everybody_else_is_not(String credentials) {
        assertThat(check(CLIENT, basic(credentials))).isEqualTo(Answer.WRONG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer abc", "Basic", "Basic !!!", "basic  "})
    void a_header_that_is_no_basic_auth_is_none(String header) {
        assertThat(check(CLIENT, Optional.of(header))).isEqualTo(Answer.WRONG);
    }

    @Test
    void guesses_from_one_address_are_refused_before_they_make_others_wait() throws Exception {
        ExecutorService guessers = Executors.newFixedThreadPool(GUESSES);
        List<Future<Answer>> guesses = new ArrayList<>();
        for (int i = 0; i < GUESSES; i++) {
            int number = i;
            guesses.add(guessers.submit(() -> check("198.51.100.7", basic("prometheus:guess" + number))));
        }

        assertThat(check(CLIENT, basic("prometheus:secret"))).isEqualTo(Answer.RIGHT);

        for (Future<Answer> guess : guesses) {
            assertThat(guess.get()).isIn(Answer.WRONG, Answer.BUSY);
        }
        guessers.shutdownNow();
    }

    private Answer check(String remote, Optional<String> authorization) {
        return auth.check(remote, authorization, users);
    }

    private static Optional<String> basic(String credentials) {
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8)));
    }
}
