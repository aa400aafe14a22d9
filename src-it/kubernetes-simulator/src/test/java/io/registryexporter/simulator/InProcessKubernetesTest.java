package io.registryexporter.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.registryexporter.support.custom.Lamp;
import io.registryexporter.support.real.Await;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InProcessKubernetesTest {
    private final InProcessKubernetes api = InProcessKubernetes.start();
    private final KubernetesClient client = api.client();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void an_informer_sees_every_change_once_and_in_order() {
        List<String> seen = new CopyOnWriteArrayList<>();
        put("a", "1");
        client.configMaps().inNamespace("default").inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(ConfigMap map) {
                seen.add("+" + map.getData().get("value"));
            }

            @Override
            public void onUpdate(ConfigMap before, ConfigMap map) {
                seen.add(before.getData().get("value") + ">" + map.getData().get("value"));
            }

            @Override
            public void onDelete(ConfigMap map, boolean unknown) {
                seen.add("-" + map.getData().get("value"));
            }
        });

        put("a", "2");
        put("a", "2");
        put("a", "3");
        client.configMaps().withName("a").delete();

        Await.until("all events", () -> seen.size() == 4);
        assertThat(seen).containsExactly("+1", "1>2", "2>3", "-3");
    }

    @Test
    void an_informer_goes_on_after_the_server_was_away() {
        put("a", "1");
        List<String> seen = new CopyOnWriteArrayList<>();
        client.configMaps().inNamespace("default").inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(ConfigMap map) {
                seen.add(map.getMetadata().getName());
            }

            @Override
            public void onUpdate(ConfigMap before, ConfigMap map) {}

            @Override
            public void onDelete(ConfigMap map, boolean unknown) {}
        });

        api.stopServer();
        assertThatThrownBy(() -> HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(URI.create(api.url() + "/readyz"))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString()))
                .isInstanceOf(java.io.IOException.class);
        api.restartServer();
        put("b", "1");

        Await.until("the new one", () -> seen.equals(List.of("a", "b")));
    }

    @Test
    void requests_are_remembered_with_their_answers() {
        api.requests().clear();
        put("a", "1");
        client.configMaps().withName("missing").get();

        assertThat(api.requests().all())
                .extracting(request -> request.call().method() + " " + request.code())
                .containsExactly("PATCH 201", "GET 404");
        assertThat(api.requests().writes()).singleElement().satisfies(request -> {
            assertThat(request.call().resource()).hasValueSatisfying(resource -> {
                assertThat(resource.verb()).isEqualTo("patch");
                assertThat(resource.plural()).isEqualTo("configmaps");
                assertThat(resource.name()).isEqualTo("a");
            });
            assertThat(request.call().query()).containsEntry("fieldManager", "fabric8");
        });
    }

    @Test
    void what_a_test_denies_is_forbidden_in_the_words_of_the_server() {
        api.deny(request ->
                request.plural().equals("configmaps") && request.verb().equals("list"));

        assertThatThrownBy(() -> client.configMaps().inNamespace("default").list())
                .isInstanceOfSatisfying(KubernetesClientException.class, e -> {
                    assertThat(e.getCode()).isEqualTo(403);
                    assertThat(e.getStatus().getMessage())
                            .isEqualTo("configmaps is forbidden: User \"tester\" cannot list resource \"configmaps\" "
                                    + "in API group \"\" in the namespace \"default\"");
                });
        api.allowAll();
        assertThat(client.configMaps().inNamespace("default").list().getItems()).isEmpty();
    }

    @Test
    void the_next_request_can_fail() {
        api.failNext(call -> call.method().equals("PATCH"), 409, "Conflict", "no");

        assertThatThrownBy(() -> put("a", "1"))
                .isInstanceOf(KubernetesClientException.class)
                .hasMessageContaining("no");
        put("a", "1");
    }

    @Test
    void a_dry_run_leaves_no_trace() {
        ConfigMap tried = client.resource(map("a", "1")).dryRun().create();

        assertThat(tried.getMetadata().getUid()).isNotEmpty();
        assertThat(client.configMaps().withName("a").get()).isNull();
    }

    @Test
    void a_failing_test_of_a_json_patch_is_answered() {
        put("a", "1");

        assertThatThrownBy(() -> client.configMaps()
                        .withName("a")
                        .patch(
                                PatchContext.of(PatchType.JSON),
                                "[{\"op\":\"test\",\"path\":\"/data/value\",\"value\":\"2\"}]"))
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(422));
    }

    @Test
    void a_kind_that_is_not_installed_is_not_found() {
        assertThatThrownBy(() ->
                        client.resources(Lamp.class).inNamespace("default").list())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(404));

        client.load(Lamp.definition()).serverSideApply();

        assertThat(client.resources(Lamp.class).inNamespace("default").list().getItems())
                .isEmpty();
        assertThat(client.supports(Lamp.class)).isTrue();
    }

    @Test
    void events_are_the_same_in_both_groups() {
        client.resource(new EventBuilder()
                        .withNewMetadata()
                        .withGenerateName("a.")
                        .withNamespace("default")
                        .endMetadata()
                        .withNewInvolvedObject()
                        .withKind("Pod")
                        .withName("x")
                        .endInvolvedObject()
                        .withMessage("m")
                        .withReason("R")
                        .build())
                .create();

        assertThat(client.events().v1().events().inNamespace("default").list().getItems())
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getNote()).isEqualTo("m");
                    assertThat(event.getRegarding().getName()).isEqualTo("x");
                    assertThat(event.getMetadata().getName()).matches("a\\.\\w{5}");
                });
        assertThat(client.v1()
                        .events()
                        .inNamespace("default")
                        .withField("involvedObject.name", "x")
                        .list()
                        .getItems())
                .hasSize(1);
    }

    @Test
    void a_stale_version_is_a_conflict() {
        ConfigMap old = put("a", "1");
        put("a", "2");

        assertThatThrownBy(() -> client.resource(old).lockResourceVersion().update())
                .isInstanceOfSatisfying(
                        KubernetesClientException.class,
                        e -> assertThat(e.getCode()).isEqualTo(409));
    }

    private ConfigMap put(String name, String value) {
        return client.resource(map(name, value)).serverSideApply();
    }

    private static ConfigMap map(String name, String value) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace("default")
                .endMetadata()
                .withData(Map.of("value", value))
                .build();
    }
}
