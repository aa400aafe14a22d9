package io.registryexporter.exporter.manifest;

/** Sums of sizes that a manifest may declare as anything an int64 holds (R17, R21). */
public final class SaturatedSum {
    private SaturatedSum() {}

    /** The sum, at the limit of a long where it would lie beyond. */
    public static long of(long a, long b) {
        long sum = a + b;
        boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
        if (!overflow) {
            return sum;
        }
        return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
