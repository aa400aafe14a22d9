package io.registryexporter.simulator.fields;

/**
 * Who owns fields.
 *
 * @param subresource empty for the object itself
 */
public record Owner(String manager, Operation operation, String apiVersion, String subresource) {

    /** How the fields were set. */
    public enum Operation {
        APPLY("Apply"),
        UPDATE("Update");

        private final String text;

        Operation(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    public boolean applies() {
        return operation == Operation.APPLY;
    }

    /** An applier is the same one in whatever version it applies. */
    boolean isSameAs(Owner other) {
        return manager.equals(other.manager)
                && operation == other.operation
                && subresource.equals(other.subresource)
                && (applies() || apiVersion.equals(other.apiVersion));
    }

    /** As in the messages of conflicts. */
    String described() {
        String name = '"' + manager + '"';
        String through = subresource.isEmpty() ? name : name + " with subresource \"" + subresource + '"';
        return applies() ? through : through + " using " + apiVersion;
    }
}
