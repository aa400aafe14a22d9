package io.registryexporter.exporter.wire;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Chooses the connection that is closed for a new one: the longest idle one of the address with the most connections. Pure. */
record ConnectionLimit(Limits limits) {

    /** A connection. */
    interface Candidate {
        String address();

        /** Whether no request of it is being answered. */
        boolean idle();

        /** Since when, in nanoseconds of any clock. */
        long since();
    }

    /** The connection to close for a new one from an address, if there are too many. */
    <M extends Candidate> Optional<M> toClose(Collection<M> others, String address) {
        Optional<M> ofOne = ofOneAddress(others, address);
        if (ofOne.isPresent() || others.size() < limits.connections().all()) {
            return ofOne;
        }
        Map<String, Long> counts = others.stream()
                .filter(Candidate::idle)
                .collect(Collectors.groupingBy(Candidate::address, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .flatMap(most -> oldest(others, most.getKey()));
    }

    private <M extends Candidate> Optional<M> ofOneAddress(Collection<M> others, String address) {
        long count = others.stream()
                .filter(candidate -> candidate.address().equals(address))
                .count();
        return count < limits.connections().ofOneAddress() ? Optional.empty() : oldest(others, address);
    }

    private static <M extends Candidate> Optional<M> oldest(Collection<M> others, String address) {
        Function<M, Long> since = Candidate::since;
        return others.stream()
                .filter(candidate -> candidate.idle() && candidate.address().equals(address))
                .min(Comparator.comparing(since));
    }
}
