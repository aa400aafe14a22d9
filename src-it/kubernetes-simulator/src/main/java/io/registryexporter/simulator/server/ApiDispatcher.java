package io.registryexporter.simulator.server;

import io.fabric8.mockwebserver.http.Dispatcher;
import io.fabric8.mockwebserver.http.MockResponse;
import io.fabric8.mockwebserver.http.RecordedRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/** The API server as the mock server's dispatcher. */
public final class ApiDispatcher extends Dispatcher {
    private static final Logger LOG = Logger.getLogger(ApiDispatcher.class.getName());

    private final ApiServer server;
    private final RequestLog requests = new RequestLog();
    private final Faults faults = new Faults();

    public ApiDispatcher(Clock clock) {
        server = new ApiServer(clock, faults::allows);
    }

    public RequestLog requests() {
        return requests;
    }

    public Faults faults() {
        return faults;
    }

    /** Ends all watches. */
    public void endWatches() {
        server.store().endWatches();
    }

    /** How many watches are open. */
    public int watching() {
        return server.store().watching();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        ApiCall call = call(request);
        Reply reply = answer(call);
        MockResponse response = response(reply, isWebSocket(request), call);
        requests.add(new ApiRequest(call, response.code()));
        return response;
    }

    private Reply answer(ApiCall call) {
        try {
            faults.check(call);
            return server.answer(call);
        } catch (ApiError e) {
            return e.isUnknownPath()
                    ? new Reply.Text(404, "text/plain; charset=utf-8", "404 page not found\n")
                    : new Reply.Document(e.code(), e.status());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, e, () -> call.method() + " " + call.path());
            ApiError error = ApiError.of(500, "InternalError", "Internal error occurred: " + e);
            return new Reply.Document(error.code(), error.status());
        }
    }

    private MockResponse response(Reply reply, boolean webSocket, ApiCall call) {
        if (reply instanceof Reply.Watching watching) {
            return webSocket
                    ? new MockResponse()
                            .setResponseCode(101)
                            .withWebSocketUpgrade(new WatchSocket(server.store(), watching.watch()))
                    : new StreamedResponse(server.store(), watching.watch(), call.parameter("timeoutSeconds"));
        }
        if (reply instanceof Reply.Text text) {
            return new MockResponse()
                    .setResponseCode(text.code())
                    .setHeader("Content-Type", text.contentType())
                    .setBody(text.body());
        }
        Reply.Document document = (Reply.Document) reply;
        return new MockResponse()
                .setResponseCode(document.code())
                .setHeader("Content-Type", "application/json")
                .setBody(document.body().toString());
    }

    private static boolean isWebSocket(RecordedRequest request) {
        return header(request, "Upgrade").toLowerCase(Locale.ROOT).contains("websocket");
    }

    private static ApiCall call(RecordedRequest request) {
        String target = request.getPath();
        Map<String, String> query = ApiCall.queryOf(target);
        String user = header(request, "Impersonate-User");
        return new ApiCall(
                request.getMethod(),
                ApiCall.pathOf(target),
                query,
                header(request, "Accept"),
                header(request, "Content-Type").split(";", 2)[0].strip(),
                header(request, "User-Agent"),
                user.isEmpty() ? "tester" : user,
                body(request));
    }

    private static String body(RecordedRequest request) {
        byte[] bytes = request.getBody().getBytes();
        return ProtobufBody.toJson(bytes).orElseGet(() -> new String(bytes, StandardCharsets.UTF_8));
    }

    private static String header(RecordedRequest request, String name) {
        return Optional.ofNullable(request.getHeader(name)).orElse("");
    }
}
