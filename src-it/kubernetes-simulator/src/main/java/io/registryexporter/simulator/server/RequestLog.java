package io.registryexporter.simulator.server;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The requests since the start or the last clearing, in their order. */
public final class RequestLog {
    private final List<ApiRequest> requests = new CopyOnWriteArrayList<>();

    void add(ApiRequest request) {
        requests.add(request);
    }

    public List<ApiRequest> all() {
        return List.copyOf(requests);
    }

    public List<ApiRequest> matching(Predicate<ApiRequest> wanted) {
        return requests.stream().filter(wanted).toList();
    }

    /** All that wanted to change something, but for the leases of leaders. */
    public List<ApiRequest> writes() {
        return matching(request -> !request.call().method().equals("GET")
                && !request.call().path().contains("/leases")
                && !request.call().path().contains("/authorization.k8s.io/"));
    }

    /** What was written under a name of field ownership, or by a client whose user agent begins with it. */
    public List<ApiRequest> writesBy(String manager) {
        return writes().stream()
                .filter(request -> request.call().manager().equals(manager))
                .toList();
    }

    public long count(Predicate<ApiRequest> wanted) {
        return requests.stream().filter(wanted).count();
    }

    public void clear() {
        requests.clear();
    }
}
