package io.registryexporter.operator.decide.desired;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.registryexporter.common.cli.ExporterOptions;
import io.registryexporter.operator.api.ExporterSpec;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a resource may ask for, by the settings of the operator.
 *
 * @param images that may run; empty if every image may
 * @param valueFrom whether the environment may take values from Secrets, ConfigMaps and the pod
 * @param securityContext whether a resource may change the default
 * @param anyArgs whether arguments and environment may contain more than options of the exporter
 */
public record AllowedExporters(
        Optional<AllowedImages> images, boolean valueFrom, boolean securityContext, boolean anyArgs) {

    /** How Kubernetes writes a variable into an argument or a value. */
    private static final String REFERENCE = "$(";

    /** Allows everything. */
    public static AllowedExporters all() {
        return new AllowedExporters(Optional.empty(), true, true, true);
    }

    /** The same with other images. */
    public AllowedExporters withImages(Optional<AllowedImages> allowed) {
        return new AllowedExporters(allowed, valueFrom, securityContext, anyArgs);
    }

    /** The same with or without values from Secrets, ConfigMaps and the pod. */
    public AllowedExporters withValueFrom(boolean allowed) {
        return new AllowedExporters(images, allowed, securityContext, anyArgs);
    }

    /** The same with or without other security contexts. */
    public AllowedExporters withSecurityContext(boolean allowed) {
        return new AllowedExporters(images, valueFrom, allowed, anyArgs);
    }

    /** The same with or without arguments and variables that are no options of the exporter. */
    public AllowedExporters withAnyArgs(boolean allowed) {
        return new AllowedExporters(images, valueFrom, securityContext, allowed);
    }

    /** What the settings do not allow, and which setting forbids it; empty if everything is allowed. */
    public Optional<String> objection(ExporterSpec spec) {
        String objections = Stream.of(
                        imageObjection(spec),
                        valueFromObjection(spec),
                        securityContextObjection(spec),
                        podAnnotationObjection(spec),
                        argumentObjection(spec),
                        variableObjection(spec))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return Optional.of(objections).filter(text -> !text.isEmpty());
    }

    private Optional<String> imageObjection(ExporterSpec spec) {
        return images.flatMap(allowed -> spec.pinnedImage()
                .filter(image -> !allowed.allows(image))
                .map(image -> "the image " + ImagePrefix.image(image).orElse("of spec.exporter.image")
                        + " does not begin with " + allowed + " (ALLOWED_IMAGE_PREFIXES)"));
    }

    private Optional<String> valueFromObjection(ExporterSpec spec) {
        return valueFrom
                ? Optional.empty()
                : spec.env().stream()
                        .filter(variable -> variable.getValueFrom() != null)
                        .findFirst()
                        .map(variable -> "variable " + variable.getName()
                                + " of spec.exporter.env has a valueFrom (ALLOW_VALUE_FROM)");
    }

    private Optional<String> securityContextObjection(ExporterSpec spec) {
        return securityContext || spec.securityContext().equals(new SecurityContext())
                ? Optional.empty()
                : Optional.of("spec.exporter.securityContext is given (ALLOW_SECURITY_CONTEXT)");
    }

    /**
     * Annotations configure other programs of the pod, such as the image of a mesh's container, secrets that a webhook
     * mounts, or the confinement by the container runtime, so that each restriction forbids all of them.
     */
    private Optional<String> podAnnotationObjection(ExporterSpec spec) {
        String restrictions = Stream.of(
                        images.map(prefixes -> "ALLOWED_IMAGE_PREFIXES"),
                        Optional.of("ALLOW_VALUE_FROM").filter(name -> !valueFrom),
                        Optional.of("ALLOW_SECURITY_CONTEXT").filter(name -> !securityContext),
                        Optional.of("ALLOW_ANY_ARGS").filter(name -> !anyArgs))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return restrictions.isEmpty() || spec.podAnnotations().isEmpty()
                ? Optional.empty()
                : Optional.of("spec.exporter.podAnnotations is given, and could evade " + restrictions
                        + "; write them to the pod template of the workload");
    }

    private Optional<String> argumentObjection(ExporterSpec spec) {
        OptionalInt unknown = anyArgs ? OptionalInt.empty() : firstUnknown(spec.args());
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "spec.exporter.args[" + unknown.getAsInt() + "] is no option of the exporter (ALLOW_ANY_ARGS)");
    }

    /** Options of the exporter are variables too, and other variables may configure the Java virtual machine. */
    private Optional<String> variableObjection(ExporterSpec spec) {
        Set<String> known = anyArgs ? Set.of() : ExporterOptions.variables();
        return spec.env().stream()
                .filter(variable -> !anyArgs && !(known.contains(variable.getName()) && isLiteral(variable)))
                .findFirst()
                .map(variable -> "variable " + variable.getName()
                        + " of spec.exporter.env is no option of the exporter, or refers to another variable"
                        + " (ALLOW_ANY_ARGS)");
    }

    private static boolean isLiteral(EnvVar variable) {
        return !Objects.requireNonNullElse(variable.getValue(), "").contains(REFERENCE);
    }

    /** The index of the first argument that is neither an option nor the value of the previous option. */
    private static OptionalInt firstUnknown(List<String> args) {
        Set<String> withValue = ExporterOptions.withValue();
        Set<String> alone = ExporterOptions.withoutValue();
        boolean wantsValue = false;
        for (int i = 0; i < args.size(); i++) {
            String argument = args.get(i);
            String name = argument.split("=", 2)[0];
            boolean isOption = argument.contains("=") ? withValue.contains(name) : isNamed(argument, withValue, alone);
            // A file of arguments and a variable that Kubernetes expands can contain anything, even as a value.
            boolean opaque = argument.startsWith("@") || argument.contains(REFERENCE);
            if (opaque || !(wantsValue || isOption)) {
                return OptionalInt.of(i);
            }
            wantsValue = !wantsValue && withValue.contains(argument);
        }
        return OptionalInt.empty();
    }

    private static boolean isNamed(String argument, Set<String> withValue, Set<String> alone) {
        return withValue.contains(argument) || alone.contains(argument);
    }
}
