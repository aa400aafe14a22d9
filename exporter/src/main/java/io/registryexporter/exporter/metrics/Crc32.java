package io.registryexporter.exporter.metrics;

/**
 * The CRC-32 of two texts one after the other, from the CRC-32 of each: that of the first, multiplied by x to the power
 * of eight times the second's length, plus that of the second, as polynomials over GF(2) with the lowest power in the
 * highest bit (RFC 1952, section 8).
 */
final class Crc32 {
    private static final int POLYNOMIAL = 0xedb88320;
    private static final int ONE = 1 << 31;
    private static final int X_TO_THE_8 = ONE >>> 8;

    private Crc32() {}

    static int concatenated(int first, int second, long secondLength) {
        int shift = ONE;
        int power = X_TO_THE_8;
        for (long n = secondLength; n != 0; n >>>= 1) {
            if ((n & 1) != 0) {
                shift = multiply(shift, power);
            }
            power = multiply(power, power);
        }
        return multiply(first, shift) ^ second;
    }

    private static int multiply(int a, int b) {
        int product = 0;
        int multiple = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= multiple;
            }
            multiple = (multiple & 1) == 0 ? multiple >>> 1 : multiple >>> 1 ^ POLYNOMIAL;
        }
        return product;
    }
}
