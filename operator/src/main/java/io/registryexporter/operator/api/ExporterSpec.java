package io.registryexporter.operator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The injected container. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExporterSpec(
        @ValidationRule(
                value = "self.matches('^\\\\S+$')",
                message = "image must not be blank or contain spaces; omit it for the image of the operator's release")
        @JsonPropertyDescription("Image of the exporter. Default: the image of the operator's release.")
        String image,

        @Default("IfNotPresent") @JsonPropertyDescription("When the kubelet pulls the image. Default: IfNotPresent.")
        PullPolicy imagePullPolicy,

        @Default("8080")
        @ValidationRule(value = "self >= 1 && self <= 65535", message = "port must be from 1 to 65535")
        @JsonPropertyDescription("Port of the metrics, which no other container of the pod may use. Default: 8080.")
        Integer port,

        @Default("60s")
        @ValidationRule(
                value =
                        "self == '0' || (self.size() > 0"
                                + " && self.matches('^([0-9]{1,5}d)?([0-9]{1,7}h)?([0-9]{1,7}m)?([0-9]{1,9}s)?([0-9]{1,12}ms)?$'))",
                message = "scanInterval must be a duration such as 60s, 1m30s or 1h, or 0 to scan at each scrape")
        @JsonPropertyDescription("Time between two scans of the storage. Default: 60s.")
        String scanInterval,

        @ValidationRule(
                value = "!self.exists(arg, arg.startsWith('--web.listen-address'))",
                message = "args must not contain --web.listen-address: set exporter.port, which probes and"
                        + " Prometheus use")
        @JsonPropertyDescription(
                "Further options of the exporter, such as --metrics.per-tag=false; they override the options of"
                        + " the operator.")
        List<String> args,

        @JsonPropertyDescription("Environment variables of the exporter.")
        List<EnvVar> env,

        @JsonPropertyDescription(
                "Compute resources. Default: requests of 10m CPU and 64Mi memory, a limit of 256Mi memory.")
        ResourceRequirements resources,

        @JsonPropertyDescription("Security context of the container; each field replaces that field of the default."
                + " Default: the restricted profile, non-root, read-only root file system, and the user, group and"
                + " SELinux options of the registry's container, then of the pod.")
        SecurityContext securityContext,

        @ValidationRule(
                value = "!self.exists(key, key.startsWith('registryexporter.io/'))",
                message = "podAnnotations must not have the prefix registryexporter.io/, which belongs to the operator")
        @JsonPropertyDescription("Annotations of the pods, such as a service mesh needs them.")
        Map<String, String> podAnnotations) {

    private static final String TELEMETRY_PATH = "--web.telemetry-path";
    public static final int DEFAULT_PORT = 8080;
    public static final String DEFAULT_SCAN_INTERVAL = "60s";

    public ExporterSpec {
        image = Objects.requireNonNullElse(image, "");
        imagePullPolicy = Objects.requireNonNullElse(imagePullPolicy, PullPolicy.IF_NOT_PRESENT);
        port = Objects.requireNonNullElse(port, DEFAULT_PORT);
        scanInterval = Objects.requireNonNullElse(scanInterval, DEFAULT_SCAN_INTERVAL);
        args = List.copyOf(Objects.requireNonNullElse(args, List.of()));
        env = List.copyOf(Objects.requireNonNullElse(env, List.of()));
        resources = Objects.requireNonNullElseGet(resources, ResourceRequirements::new);
        securityContext = Objects.requireNonNullElseGet(securityContext, SecurityContext::new);
        podAnnotations = Map.copyOf(Objects.requireNonNullElse(podAnnotations, Map.of()));
    }

    public ExporterSpec() {
        this("", null, null, null, null, null, null, null, null);
    }

    /** The image that the user chose. */
    public Optional<String> pinnedImage() {
        return Optional.of(image).filter(pinned -> !pinned.isBlank());
    }

    /** The path of the metrics. The value follows an equals sign in the same argument, or is the next argument. */
    public String telemetryPath() {
        return telemetryPath(args);
    }

    /** The path of the metrics by the arguments of an exporter. */
    public static String telemetryPath(List<String> args) {
        for (int i = 0; i < args.size(); i++) {
            if (args.get(i).startsWith(TELEMETRY_PATH + "=")) {
                return args.get(i).substring(TELEMETRY_PATH.length() + 1);
            }
            if (args.get(i).equals(TELEMETRY_PATH) && i + 1 < args.size()) {
                return args.get(i + 1);
            }
        }
        return "/metrics";
    }
}
