package io.registryexporter.operator.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParseException;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a failed start is blamed on. */
class StartFailureTest {
    private static final String ROLES = "Apply the roles in deploy";

    @ParameterizedTest
    @ValueSource(ints = {429, 500, 502, 503, 504, 409, 400, 413})
    void an_answer_that_decides_nothing_passes_and_is_not_the_roles(int code) {
        StartFailure failure = StartFailure.of(framework(answer(code, "too much at once")));

        assertThat(failure.isTransient()).isTrue();
        assertThat(failure.message()).contains("too much at once").doesNotContain(ROLES);
    }

    static Stream<Throwable> silence() {
        return Stream.of(
                new IOException("connection reset"),
                new TimeoutException("no answer"),
                new JsonParseException(null, "a page of a proxy"));
    }

    @ParameterizedTest
    @MethodSource("silence")
    void silence_and_nonsense_pass_and_are_not_the_roles(Throwable cause) {
        StartFailure failure = StartFailure.of(framework(cause));

        assertThat(failure.isTransient()).isTrue();
        assertThat(failure.message()).doesNotContain(ROLES);
    }

    @Test
    void a_right_that_is_missing_is_the_roles() {
        StartFailure failure = StartFailure.of(framework(answer(403, "deployments is forbidden")));

        assertThat(failure.isTransient()).isFalse();
        assertThat(failure.message()).contains("deployments is forbidden").contains(ROLES);
    }

    @Test
    void a_lease_that_may_not_be_had_is_the_roles() {
        StartFailure failure = StartFailure.of(framework(new OperatorException(
                "No permission to lease resource. in namespace: x; missing required verbs: [get]")));

        assertThat(failure.isTransient()).isFalse();
        assertThat(failure.message()).contains(ROLES).contains("LEADER_ELECTION=false");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 404})
    void other_refusals_are_said_to_be_what_they_are(int code) {
        StartFailure failure = StartFailure.of(framework(answer(code, "no")));

        assertThat(failure.isTransient()).isFalse();
        assertThat(failure.message()).doesNotContain(ROLES);
    }

    @Test
    void a_mistake_is_to_be_reported() {
        StartFailure failure = StartFailure.of(framework(new IllegalStateException("what")));

        assertThat(failure.isTransient()).isFalse();
        assertThat(failure.message()).contains("what").contains("report").doesNotContain(ROLES);
    }

    private static OperatorException framework(Throwable cause) {
        return new OperatorException("Error starting operator", new CompletionException(cause));
    }

    private static KubernetesClientException answer(int code, String message) {
        return new KubernetesClientException(
                new StatusBuilder().withCode(code).withMessage(message).build());
    }
}
