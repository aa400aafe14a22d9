package io.registryexporter.simulator.server;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** The failures that a test asks for. */
public final class Faults {
    private final List<Fault> once = new CopyOnWriteArrayList<>();
    private final List<Predicate<ResourceRequest>> denied = new CopyOnWriteArrayList<>();
    private final List<Fault> always = new CopyOnWriteArrayList<>();

    private record Fault(Predicate<ApiCall> wanted, ApiError error) {}

    /** Fails the next such request. */
    public void failNext(Predicate<ApiCall> wanted, ApiError error) {
        once.add(new Fault(wanted, error));
    }

    /** Fails each such request until it is cleared. */
    public void failAll(Predicate<ApiCall> wanted, ApiError error) {
        always.add(new Fault(wanted, error));
    }

    /** Forbids such requests, in the words of role-based access control. */
    public void deny(Predicate<ResourceRequest> wanted) {
        denied.add(wanted);
    }

    public void clear() {
        once.clear();
        always.clear();
        denied.clear();
    }

    boolean allows(ResourceRequest request) {
        return denied.stream().noneMatch(wanted -> wanted.test(request));
    }

    void check(ApiCall call) {
        Optional<Fault> next =
                once.stream().filter(fault -> fault.wanted.test(call)).findFirst();
        if (next.isPresent() && once.remove(next.get())) {
            throw next.get().error;
        }
        call.resource().filter(request -> !allows(request)).ifPresent(request -> {
            throw ApiError.forbidden(call.user(), request);
        });
        always.stream().filter(fault -> fault.wanted.test(call)).findFirst().ifPresent(fault -> {
            throw fault.error;
        });
    }
}
