package io.registryexporter.operator.manifest;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.StandardHttpClient;
import io.fabric8.kubernetes.client.http.StandardHttpClientBuilder;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.fabric8.kubernetes.client.http.StandardWebSocketBuilder;
import io.fabric8.kubernetes.client.http.WebSocket;
import io.fabric8.kubernetes.client.http.WebSocketResponse;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** A client of {@link ManifestApi}: its requests leave the process as little as those of a map. */
public final class ManifestClient
        extends StandardHttpClient<ManifestClient, ManifestClient.Factory, ManifestClient.Builder> {
    private final ManifestApi api;

    private ManifestClient(Builder builder, AtomicBoolean closed, ManifestApi api) {
        super(builder, closed);
        this.api = api;
    }

    /** A client that finds the objects of the manifests, and that takes every write as if it succeeded. */
    public static KubernetesClient of(Manifests manifests, KubernetesSerialization serialization) {
        return new KubernetesClientBuilder()
                .withConfig(Config.empty())
                .withKubernetesSerialization(serialization)
                .withHttpClientFactory(new Factory(new ManifestApi(manifests)))
                .build();
    }

    @Override
    public CompletableFuture<HttpResponse<AsyncBody>> consumeBytesDirect(
            StandardHttpRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
        ManifestApi.Answer answer = api.answer(request.method(), request.uri().getPath(), body(request));
        Body body = new Body(answer.body().toString().getBytes(StandardCharsets.UTF_8), consumer);
        return CompletableFuture.completedFuture(new Response(request, answer.code(), body));
    }

    private static String body(StandardHttpRequest request) {
        return request.body() instanceof StandardHttpRequest.StringBodyContent content ? content.getContent() : "";
    }

    @Override
    public CompletableFuture<WebSocketResponse> buildWebSocketDirect(
            StandardWebSocketBuilder builder, WebSocket.Listener listener) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("manifests are not watched"));
    }

    @Override
    protected void doClose() {
        // There is no connection.
    }

    /** Builds clients of one API. */
    record Factory(ManifestApi api) implements HttpClient.Factory {
        @Override
        public Builder newBuilder() {
            return new Builder(this);
        }
    }

    /** Builds a client. */
    static final class Builder extends StandardHttpClientBuilder<ManifestClient, Factory, Builder> {
        Builder(Factory factory) {
            super(factory);
        }

        @Override
        public ManifestClient build() {
            AtomicBoolean closed = client == null ? new AtomicBoolean() : client.getClosed();
            return new ManifestClient(this, closed, clientFactory.api());
        }

        @Override
        protected Builder newInstance(Factory factory) {
            return new Builder(factory);
        }
    }
}
