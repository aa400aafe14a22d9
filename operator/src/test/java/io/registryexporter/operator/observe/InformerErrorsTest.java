package io.registryexporter.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.WatcherException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an informer does about an error. */
class InformerErrorsTest {
    private final List<Throwable> heard = new ArrayList<>();
    private final InformerErrors errors = new InformerErrors(heard::add);

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404, 429, 500, 503})
    void once_it_has_started_it_tries_again_whatever_the_answer(int code) {
        assertThat(errors.retryAfterException(true, answer(code))).isTrue();
    }

    @Test
    void once_it_has_started_it_tries_again_whatever_came_through_the_watch() {
        assertThat(errors.retryAfterException(true, new WatcherException("Couldn't deserialize watch event")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 400, 429, 500, 503})
    void at_its_start_it_waits_for_an_api_server_that_does_not_decide(int code) {
        assertThat(errors.retryAfterException(false, answer(code))).isTrue();
        assertThat(errors.retryAfterException(false, new IOException("reset"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void at_its_start_it_does_not_wait_for_what_somebody_has_to_put_right(int code) {
        assertThat(errors.retryAfterException(false, new IllegalStateException(answer(code))))
                .isFalse();
    }

    @Test
    void each_error_is_heard_of() {
        errors.retryAfterException(true, answer(500));

        assertThat(heard).hasSize(1);
    }

    private static KubernetesClientException answer(int code) {
        return new KubernetesClientException(new StatusBuilder().withCode(code).build());
    }
}
