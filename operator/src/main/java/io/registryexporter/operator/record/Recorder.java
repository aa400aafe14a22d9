package io.registryexporter.operator.record;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.Assessment;
import io.registryexporter.operator.decide.history.ReportedStatus;
import io.registryexporter.operator.decide.history.WorkloadHistory;
import io.registryexporter.operator.record.memory.Memory;
import io.registryexporter.operator.workload.Workload;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Records observations, and the outcome of each decision. */
public final class Recorder {
    private final Memory memory;
    private final List<OutcomeListener> listeners;
    private final Clock clock;

    public Recorder(Memory memory, List<OutcomeListener> listeners, Clock clock) {
        this.memory = memory;
        this.listeners = List.copyOf(listeners);
        this.clock = clock;
    }

    /** Records that a round observed a workload; returns its history. */
    public WorkloadHistory seen(Optional<RegistryExporter> resource, Workload workload) {
        boolean running = resource.filter(present -> ReportedStatus.runs(present, workload))
                .isPresent();
        String name = resource.map(present -> present.getMetadata().getName()).orElse("");
        return memory.update(workload, history -> history.seen(name, workload, running, clock.instant()));
    }

    /** A workload was assessed. */
    public void assessed(Assessment assessment) {
        assessment.observation().history().overwrites().ifPresent(overwrites -> {
            WorkloadHistory unused = memory.update(assessment.workload(), history -> history.with(overwrites));
        });
    }

    /** A decision was carried out. */
    public void record(Outcome outcome) {
        memory.record(outcome, clock.instant());
        listeners.forEach(listener -> listener.recorded(outcome));
    }

    /** Another field manager owns the fields that stay in the workload. */
    public void leftBehind(Outcome outcome) {
        listeners.forEach(listener -> listener.leftBehind(outcome));
    }
}
