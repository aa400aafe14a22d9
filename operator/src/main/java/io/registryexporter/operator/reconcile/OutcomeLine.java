package io.registryexporter.operator.reconcile;

import io.registryexporter.operator.api.Verdict;
import io.registryexporter.operator.decide.Decision;
import io.registryexporter.operator.decide.Injection;
import io.registryexporter.operator.detect.RegistryStorage;
import io.registryexporter.operator.reconcile.ForecastLine.Action;
import io.registryexporter.operator.record.Outcome;
import io.registryexporter.operator.workload.Workload;
import java.util.Optional;
import java.util.stream.Collectors;

/** The line of a forecast for the outcome of a dry run. */
record OutcomeLine(Outcome outcome) implements Decision.Cases<ForecastLine> {

    static ForecastLine of(Outcome outcome) {
        return outcome.decision().accept(new OutcomeLine(outcome));
    }

    private String resource() {
        return outcome.resource().isPresent()
                ? outcome.resourceName()
                : outcome.workload().injectedBy().orElse("");
    }

    private ForecastLine line(Action action, String message) {
        return ForecastLine.of(outcome.workload().id(), resource(), action, message);
    }

    private ForecastLine line(Action action, Verdict verdict) {
        return ForecastLine.of(outcome.workload().id(), resource(), action, verdict);
    }

    @Override
    public ForecastLine inject(Decision.Inject inject) {
        return written(Action.INJECT, inject.injection());
    }

    @Override
    public ForecastLine update(Decision.Update update) {
        return written(Action.UPDATE, update.injection());
    }

    @Override
    public ForecastLine beginPreflight(Decision.BeginPreflight begin) {
        ForecastLine then = begin.then().accept(this);
        boolean writes = then.action() == Action.INJECT || then.action() == Action.UPDATE;
        return writes ? then.noting("a preflight on node " + begin.request().node() + " comes first") : then;
    }

    @Override
    public ForecastLine endPreflight(Decision.EndPreflight end) {
        return wait(end.then());
    }

    private ForecastLine written(Action action, Injection injection) {
        Optional<Verdict> refusal = outcome.result().refusal();
        if (refusal.isPresent()) {
            return line(Action.NOTHING, refusal.get()).with(injection.storage());
        }
        ForecastLine line = line(
                        isSame() ? Action.NOTHING : action,
                        injection.remarked(with(injection.desired().image(), injection.storage())))
                .with(injection.storage());
        return isSame() ? line : injection.hazard().map(line::withHazard).orElse(line);
    }

    /** Whether the write would not change the workload. */
    private boolean isSame() {
        Workload workload = outcome.workload();
        return outcome.result()
                .live()
                .filter(live -> live.exporter().equals(workload.exporter())
                        && live.annotations().equals(workload.annotations())
                        && live.podAnnotations().equals(workload.podAnnotations()))
                .isPresent();
    }

    @Override
    public ForecastLine remove(Decision.Remove remove) {
        return outcome.leftBehind().map(why -> line(Action.NOTHING, why)).orElseGet(() -> {
            ForecastLine line = remove.cause()
                    .reported()
                    .map(why -> line(Action.TAKE_BACK, why))
                    .orElseGet(() -> line(Action.TAKE_BACK, remove.cause().why()));
            return remove.loss()
                    .map(volumes -> line.noting("the restart loses the images, which are in " + volumes))
                    .orElse(line);
        });
    }

    @Override
    public ForecastLine deletePods(Decision.DeletePods delete) {
        String names =
                delete.pods().stream().map(pod -> pod.getMetadata().getName()).collect(Collectors.joining(", "));
        return line(
                Action.DELETE_PODS,
                names + ": they block the StatefulSet rollout, because their exporter" + " does not start");
    }

    @Override
    public ForecastLine leaveBehind(Decision.LeaveBehind leaveBehind) {
        return line(Action.NOTHING, leaveBehind.why());
    }

    @Override
    public ForecastLine wait(Decision.Wait wait) {
        ForecastLine line = line(Action.WAIT, wait.why());
        return wait.storage().map(line::with).orElse(line);
    }

    @Override
    public ForecastLine keep(Decision.Keep keep) {
        return line(Action.NOTHING, "unchanged: " + with(keep.image(), keep.storage()))
                .with(keep.storage());
    }

    @Override
    public ForecastLine skip(Decision.Skip skip) {
        return line(Action.NOTHING, skip.why());
    }

    @Override
    public ForecastLine ask(Decision.Ask ask) {
        throw new IllegalStateException("the question is not answered: " + ask.question());
    }

    private static String with(String image, RegistryStorage storage) {
        return image + ", " + storage.how();
    }
}
