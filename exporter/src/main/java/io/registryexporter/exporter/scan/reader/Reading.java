package io.registryexporter.exporter.scan.reader;

import io.registryexporter.exporter.scan.result.Damage;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a reader found at a place, and the damage that it met there: the one form in which readers return damage.
 *
 * @param damages in the order in which the reader met them
 */
public record Reading<T>(T value, List<Damage> damages) {

    /** A value without damage. */
    static <T> Reading<T> of(T value) {
        return new Reading<>(value, List.of());
    }

    /** A value with one damage, or with none. */
    static <T> Reading<T> of(T value, Optional<Damage> damage) {
        return new Reading<>(value, damage.map(List::of).orElseGet(List::of));
    }

    /** This value, and more damage after its own. */
    public Reading<T> with(List<Damage> more) {
        return more.isEmpty() ? this : new Reading<>(value, joined(damages, more));
    }

    /** Another value that was read from this one, and the damage of both. */
    <R> Reading<R> then(Function<T, Reading<R>> next) {
        Reading<R> read = next.apply(value);
        return damages.isEmpty() ? read : new Reading<>(read.value, joined(damages, read.damages));
    }

    /** Another value made of this one, and the same damage. */
    public <R> Reading<R> map(Function<T, R> change) {
        return new Reading<>(change.apply(value), damages);
    }

    private static List<Damage> joined(List<Damage> first, List<Damage> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
