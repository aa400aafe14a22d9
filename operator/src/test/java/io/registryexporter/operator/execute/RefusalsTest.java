package io.registryexporter.operator.execute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.api.model.StatusCause;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API server means by its answers. */
class RefusalsTest {

    @Test
    void not_found_is_gone() {
        assertThat(refusal(404, "deployments.apps \"registry\" not found")).isEqualTo(new Result.Gone());
    }

    @Test
    void a_field_of_another_manager_is_a_conflict_that_names_manager_and_field() {
        assertThat(refusal(
                        409,
                        "Apply failed with 1 conflict",
                        new StatusCause(
                                ".spec.template.spec.containers[name=\"x\"].image",
                                "conflict with \"helm\"",
                                "FieldManagerConflict")))
                .isEqualTo(new Result.Conflict(
                        "conflict with \"helm\": .spec.template.spec.containers[name=\"x\"].image"));
    }

    @Test
    void of_many_conflicts_the_first_are_named_and_the_rest_counted() {
        StatusCause[] causes = {owned("a"), owned("b"), owned("c"), owned("d"), owned("e")};
        assertThat(refusal(409, "Apply failed with 5 conflicts", causes))
                .isEqualTo(new Result.Conflict("helm: a; helm: b; helm: c and 2 more"));
    }

    @Test
    void a_new_workload_of_the_name_means_that_the_old_one_is_gone() {
        assertThat(refusal(409, "uid mismatch: the provided object specified uid u, and no existing object was found"))
                .isEqualTo(new Result.Gone());
        assertThat(refusal(
                        422,
                        "Deployment.apps \"registry\" is invalid",
                        new StatusCause("metadata.uid", "field is immutable", "FieldValueInvalid"),
                        new StatusCause("spec.selector", "required", "FieldValueRequired")))
                .isEqualTo(new Result.Gone());
    }

    @Test
    void any_other_conflict_is_to_be_tried_again() {
        assertThrown(409, "the object has been modified");
    }

    @Test
    void what_is_not_valid_is_rejected_with_the_servers_words() {
        assertThat(refusal(
                        422,
                        "ports[0].containerPort: Invalid value: 0",
                        new StatusCause("spec.template.spec.containers[1].ports[0]", "x", "FieldValueInvalid")))
                .isEqualTo(new Result.Rejected("ports[0].containerPort: Invalid value: 0"));
    }

    @Test
    void a_bad_request_is_rejected() {
        assertThat(refusal(400, "admission webhook \"images\" denied the request: unsigned"))
                .isEqualTo(new Result.Rejected("admission webhook \"images\" denied the request: unsigned"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"patch", "create"})
    void a_missing_right_is_forbidden(String verb) {
        String message = "deployments.apps \"registry\" is forbidden: User \"system:serviceaccount:a:b\" cannot " + verb
                + " resource \"deployments\" in API group \"apps\" in the namespace \"team\"";
        assertThat(refusal(403, message)).isEqualTo(new Result.Forbidden(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admission webhook \"policy.example.org\" denied the request: no sidecars",
                "pods \"registry\" is forbidden: exceeded quota: compute"
            })
    void a_refusal_by_admission_is_rejected(String message) {
        assertThat(refusal(403, message)).isEqualTo(new Result.Rejected(message));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 401, 408, 429, 500, 503, 504})
    void where_the_server_did_not_decide_it_is_to_be_tried_again(int code) {
        assertThrown(code, "try again");
    }

    @Test
    void an_answer_without_a_status_has_the_words_of_the_exception() {
        assertThat(Refusals.of(new KubernetesClientException("Bad Request", 400, null)))
                .isEqualTo(new Result.Rejected("Bad Request"));
        assertThat(Refusals.of(new KubernetesClientException("gone", 404, null)))
                .isEqualTo(new Result.Gone());
    }

    @Test
    void an_answer_without_words_is_still_an_answer() {
        Status empty = new Status();
        assertThat(Refusals.of(new KubernetesClientException("no words", 422, empty)))
                .isEqualTo(new Result.Rejected("no words"));
    }

    @Test
    void causes_without_words_are_passed_over() {
        assertThat(refusal(409, "uid mismatch: no existing object", new StatusCause()))
                .isEqualTo(new Result.Gone());
    }

    private static StatusCause owned(String field) {
        return new StatusCause(field, "helm", "FieldManagerConflict");
    }

    private static void assertThrown(int code, String message) {
        KubernetesClientException exception = exception(code, message);
        assertThatThrownBy(() -> Refusals.of(exception)).isSameAs(exception);
    }

    private static Result refusal(int code, String message, StatusCause... causes) {
        return Refusals.of(exception(code, message, causes));
    }

    private static KubernetesClientException exception(int code, String message, StatusCause... causes) {
        Status status = new StatusBuilder()
                .withCode(code)
                .withMessage(message)
                .withNewDetails()
                .withCauses(List.of(causes))
                .endDetails()
                .build();
        return new KubernetesClientException("Failure executing: PATCH", code, status);
    }
}
