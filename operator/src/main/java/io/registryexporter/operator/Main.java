package io.registryexporter.operator;

/** The entry of {@code registry-exporter-operator.jar}. */
public final class Main {
    private static final int UNUSABLE = 2;

    private Main() {}

    /** Ends with 2: a deployment that expects an operator must not believe that it has one. */
    public static void main(String[] arguments) {
        System.err.println("registry-exporter-operator: this release has no operator yet."
                + " Run the exporter as a sidecar by hand, see README.md.");
        System.exit(UNUSABLE);
    }
}
