package io.registryexporter.exporter.wire;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Who has to go for somebody new: the one that has been idle for longest, of the address that holds most. Pure. */
record Crowd(Limits limits) {

    /** A connection. */
    interface Member {
        String address();

        /** Whether nobody answers a request of it. */
        boolean idle();

        /** When that began, in nanoseconds of any clock. */
        long since();
    }

    /** Who goes, if somebody has to, when one more of an address has come; it is not among the others. */
    <M extends Member> Optional<M> tooMany(Collection<M> others, String address) {
        Optional<M> ofOne = ofOneAddress(others, address);
        if (ofOne.isPresent() || others.size() < limits.connections()) {
            return ofOne;
        }
        Map<String, Long> counts = others.stream()
                .filter(Member::idle)
                .collect(Collectors.groupingBy(Member::address, Collectors.counting()));
        return counts.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .flatMap(most -> oldest(others, most.getKey()));
    }

    private <M extends Member> Optional<M> ofOneAddress(Collection<M> others, String address) {
        long count = others.stream()
                .filter(member -> member.address().equals(address))
                .count();
        return count < limits.connectionsOfOne() ? Optional.empty() : oldest(others, address);
    }

    private static <M extends Member> Optional<M> oldest(Collection<M> others, String address) {
        Function<M, Long> since = Member::since;
        return others.stream()
                .filter(member -> member.idle() && member.address().equals(address))
                .min(Comparator.comparing(since));
    }
}
