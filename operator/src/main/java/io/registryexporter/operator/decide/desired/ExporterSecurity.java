package io.registryexporter.operator.decide.desired;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The security context of the exporter's container: the restricted profile, the user of the registry, and over both
 * what the resource says. Fields of the pod apply to all its containers, so only what differs from them is written.
 *
 * @param registry security context of the registry's container
 * @param pod security context of the pod
 */
record ExporterSecurity(SecurityContext registry, PodSecurityContext pod) {
    private static final long ROOT = 0L;
    private static final long NON_ROOT = 65532L;

    /** With these the API server rejects a container that must not escalate privileges. */
    private static final Set<String> ESCALATING = Set.of("CAP_SYS_ADMIN", "SYS_ADMIN");

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    /** For the registry in the container of that name, which may be a native sidecar. */
    static ExporterSecurity of(String registry, PodSpec pod) {
        SecurityContext container = Stream.of(pod.getContainers(), pod.getInitContainers())
                .map(containers -> Objects.requireNonNullElse(containers, List.<Container>of()))
                .flatMap(List::stream)
                .filter(candidate -> registry.equals(candidate.getName()))
                .findFirst()
                .map(Container::getSecurityContext)
                .orElseGet(SecurityContext::new);
        return new ExporterSecurity(
                container, Objects.requireNonNullElseGet(pod.getSecurityContext(), PodSecurityContext::new));
    }

    /** The default, with each field that is given in its place. */
    SecurityContext merged(SecurityContext given) {
        ObjectNode merged = fields(defaults(given));
        // Jackson's method returns the same object.
        var unused = merged.setAll(fields(given));
        return SERIALIZATION.convertValue(merged, SecurityContext.class);
    }

    private static ObjectNode fields(SecurityContext context) {
        return SERIALIZATION.convertValue(context, ObjectNode.class);
    }

    /** The default without those fields that would make the given ones invalid. */
    private SecurityContext defaults(SecurityContext given) {
        SecurityContextBuilder restricted = new SecurityContextBuilder()
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile();
        if (!escalates(given)) {
            restricted.withAllowPrivilegeEscalation(false);
        }
        if (!isRoot(given.getRunAsUser())) {
            restricted.withRunAsNonRoot(true);
        }
        user().filter(user -> !user.equals(pod.getRunAsUser())).ifPresent(restricted::withRunAsUser);
        group().filter(group -> !group.equals(pod.getRunAsGroup())).ifPresent(restricted::withRunAsGroup);
        Optional.ofNullable(registry.getSeLinuxOptions())
                .filter(options -> !options.equals(pod.getSeLinuxOptions()))
                .ifPresent(restricted::withSeLinuxOptions);
        return restricted.build();
    }

    private static boolean escalates(SecurityContext given) {
        boolean adds = given.getCapabilities() != null
                && Objects.requireNonNullElse(given.getCapabilities().getAdd(), List.<String>of()).stream()
                        .anyMatch(ESCALATING::contains);
        return adds || Boolean.TRUE.equals(given.getPrivileged());
    }

    /** The user of the registry unless that is root; else the user of the pod, which must not be root either. */
    private Optional<Long> user() {
        return registryUser()
                .filter(user -> !isRoot(user))
                .or(() -> Optional.ofNullable(pod.getRunAsUser()).map(user -> isRoot(user) ? NON_ROOT : user));
    }

    /** The group of the registry; the group of root only if the registry does not run as root. */
    private Optional<Long> group() {
        boolean nonRoot = registryUser().filter(user -> !isRoot(user)).isPresent();
        return Optional.ofNullable(registry.getRunAsGroup()).filter(group -> nonRoot || !isRoot(group));
    }

    /** Empty if the image of the registry decides. */
    private Optional<Long> registryUser() {
        return Optional.ofNullable(registry.getRunAsUser()).or(() -> Optional.ofNullable(pod.getRunAsUser()));
    }

    private static boolean isRoot(Long id) {
        return Objects.equals(id, ROOT);
    }
}
