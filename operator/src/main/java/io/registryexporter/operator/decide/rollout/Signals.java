package io.registryexporter.operator.decide.rollout;

import java.util.Map;
import java.util.Optional;

/** The signals that end a program, by the exit code of its container: 128 and the number of the signal. */
final class Signals {
    private static final int BASE = 128;
    private static final int LARGEST = 64;
    private static final String CRASHED = ": the program crashed";

    private static final Map<Integer, String> KNOWN = Map.of(
            1, "SIGHUP",
            2, "SIGINT",
            4, "SIGILL: its image may be for another processor",
            6, "SIGABRT" + CRASHED,
            7, "SIGBUS" + CRASHED,
            8, "SIGFPE" + CRASHED,
            9, "SIGKILL, by the kernel or the kubelet, often because the memory of the pod or the node is used up",
            11, "SIGSEGV" + CRASHED,
            15, "SIGTERM: it was asked to stop, such as by the kubelet after its liveness probe failed");

    private Signals() {}

    /** What ended the program; empty if it ended by itself. */
    static Optional<String> ofExitCode(Integer exitCode) {
        int number = exitCode == null ? 0 : exitCode - BASE;
        return number < 1 || number > LARGEST
                ? Optional.empty()
                : Optional.of("ended by " + KNOWN.getOrDefault(number, "signal " + number));
    }
}
