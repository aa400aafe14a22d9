package io.registryexporter.exporter.manifest;

/** Sums of sizes; a manifest may declare any int64 (R17, R21). */
public final class SaturatedSum {
    private SaturatedSum() {}

    /** The sum, or the limit of a long if the sum lies beyond. */
    public static long of(long a, long b) {
        long sum = a + b;
        boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
        if (!overflow) {
            return sum;
        }
        return a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
