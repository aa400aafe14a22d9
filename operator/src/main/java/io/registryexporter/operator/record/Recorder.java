package io.registryexporter.operator.record;

import io.registryexporter.operator.api.RegistryExporter;
import io.registryexporter.operator.decide.Assessment;
import io.registryexporter.operator.decide.history.OverwriteHistory;
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
        String name = resource.map(present -> present.getMetadata().getName()).orElse("");
        return memory.update(workload, history -> {
            // A later round knows better than the status, which is costly to search.
            boolean running = !history.known()
                    && resource.filter(present -> ReportedStatus.runs(present, workload))
                            .isPresent();
            return history.seen(name, workload, running, clock.instant());
        });
    }

    /**
     * Records the assessment of a workload, unless another round or a sweep has written to the workload since.
     *
     * @param before the overwrites that the round knew before
     */
    public void assessed(Optional<OverwriteHistory> before, Assessment assessment) {
        Optional<OverwriteHistory> after = assessment.observation().history().overwrites();
        if (!after.equals(before) && after.isPresent()) {
            WorkloadHistory unused = memory.update(
                    assessment.workload(),
                    history -> history.overwrites().equals(before) ? history.with(after.get()) : history);
        }
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
