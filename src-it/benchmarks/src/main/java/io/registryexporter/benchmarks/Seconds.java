package io.registryexporter.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Measured times, in seconds. */
record Seconds(List<Double> runs) {
    private static final double NANOS = 1e9;

    /** Times one run of a task. */
    static double of(Callable<?> task) throws Exception {
        long start = System.nanoTime();
        task.call();
        return (System.nanoTime() - start) / NANOS;
    }

    /** Times several runs, after one that does not count. */
    static Seconds ofEach(int runs, Callable<?> task) throws Exception {
        task.call();
        Double[] seconds = new Double[runs];
        for (int i = 0; i < runs; i++) {
            seconds[i] = of(task);
        }
        return new Seconds(Arrays.asList(seconds));
    }

    /** Reads lines that are numbers, but for the first ones, which do not count. */
    static Seconds parse(Stream<String> lines, int warmUp) {
        return new Seconds(lines.skip(warmUp).map(Double::valueOf).toList());
    }

    double median() {
        double[] sorted =
                runs.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
