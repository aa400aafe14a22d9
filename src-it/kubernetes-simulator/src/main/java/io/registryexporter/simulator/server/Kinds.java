package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.registryexporter.simulator.server.Kind.Trait;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The kinds that are served: the built-in ones and those of the installed CRDs. */
final class Kinds {
    static final String CRD = "customresourcedefinitions.apiextensions.k8s.io";
    private static final String BUILT_IN = """
            |v1|Namespace|namespaces|ns||STATUS
            |v1|Pod|pods|po|all|NAMESPACED,STATUS,GENERATION
            |v1|Service|services|svc|all|NAMESPACED,STATUS
            |v1|ConfigMap|configmaps|cm||NAMESPACED
            |v1|Secret|secrets|||NAMESPACED
            |v1|ServiceAccount|serviceaccounts|sa||NAMESPACED
            |v1|PersistentVolumeClaim|persistentvolumeclaims|pvc||NAMESPACED,STATUS
            |v1|PersistentVolume|persistentvolumes|pv||STATUS
            |v1|Node|nodes|no||STATUS
            |v1|ResourceQuota|resourcequotas|quota||NAMESPACED,STATUS
            |v1|LimitRange|limitranges|limits||NAMESPACED
            |v1|Event|events|ev||NAMESPACED
            apps|v1|Deployment|deployments|deploy|all|NAMESPACED,STATUS,SCALE,GENERATION
            apps|v1|StatefulSet|statefulsets|sts|all|NAMESPACED,STATUS,SCALE,GENERATION
            apps|v1|ReplicaSet|replicasets|rs|all|NAMESPACED,STATUS,SCALE,GENERATION
            coordination.k8s.io|v1|Lease|leases|||NAMESPACED
            events.k8s.io|v1|Event|events|ev||NAMESPACED
            apiextensions.k8s.io|v1|CustomResourceDefinition|customresourcedefinitions|crd,crds|api-extensions|STATUS,GENERATION
            admissionregistration.k8s.io|v1|ValidatingAdmissionPolicy|validatingadmissionpolicies||api-extensions|STATUS,GENERATION
            admissionregistration.k8s.io|v1|ValidatingAdmissionPolicyBinding|validatingadmissionpolicybindings||api-extensions|
            rbac.authorization.k8s.io|v1|Role|roles|||NAMESPACED
            rbac.authorization.k8s.io|v1|RoleBinding|rolebindings|||NAMESPACED
            rbac.authorization.k8s.io|v1|ClusterRole|clusterroles|||
            rbac.authorization.k8s.io|v1|ClusterRoleBinding|clusterrolebindings|||
            policy|v1|PodDisruptionBudget|poddisruptionbudgets|pdb||NAMESPACED,STATUS,GENERATION
            """;

    private final List<Kind> builtIn = BUILT_IN.lines().map(Kinds::builtIn).toList();
    private volatile List<Kind> custom = List.of();

    private static Kind builtIn(String line) {
        String[] parts = line.split("\\|", -1);
        Set<Trait> traits = EnumSet.noneOf(Trait.class);
        words(parts[6]).forEach(trait -> traits.add(Trait.valueOf(trait)));
        return new Kind(
                parts[0],
                parts[1],
                parts[2],
                parts[3],
                parts[2].toLowerCase(java.util.Locale.ROOT),
                words(parts[4]),
                words(parts[5]),
                traits,
                MissingNode.getInstance(),
                MissingNode.getInstance());
    }

    private static List<String> words(String list) {
        return Arrays.stream(list.split(",")).filter(word -> !word.isEmpty()).toList();
    }

    List<Kind> all() {
        List<Kind> all = new ArrayList<>(builtIn);
        all.addAll(custom);
        return all;
    }

    Optional<Kind> find(String group, String version, String plural) {
        return all().stream()
                .filter(kind -> kind.group().equals(group)
                        && kind.version().equals(version)
                        && kind.plural().equals(plural))
                .findFirst();
    }

    Kind namespaces() {
        return builtIn.get(0);
    }

    /** Serves exactly the kinds of these CRDs besides the built-in ones. */
    void install(List<? extends JsonNode> definitions) {
        custom = definitions.stream().flatMap(crd -> ofDefinition(crd).stream()).toList();
    }

    private static List<Kind> ofDefinition(JsonNode crd) {
        List<Kind> kinds = new ArrayList<>();
        for (JsonNode version : crd.path("spec").path("versions")) {
            if (version.path("served").asBoolean()) {
                kinds.add(ofVersion(crd.path("spec"), version));
            }
        }
        return kinds;
    }

    private static Kind ofVersion(JsonNode spec, JsonNode version) {
        JsonNode names = spec.path("names");
        Set<Trait> traits = EnumSet.of(Trait.CUSTOM, Trait.GENERATION);
        if (spec.path("scope").asText().equals("Namespaced")) {
            traits.add(Trait.NAMESPACED);
        }
        if (version.path("subresources").has("status")) {
            traits.add(Trait.STATUS);
        }
        return new Kind(
                spec.path("group").asText(),
                version.path("name").asText(),
                names.path("kind").asText(),
                names.path("plural").asText(),
                names.path("singular").asText(),
                texts(names.path("shortNames")),
                texts(names.path("categories")),
                traits,
                version.path("schema").path("openAPIV3Schema"),
                version.path("additionalPrinterColumns"));
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(item -> texts.add(item.asText()));
        return texts;
    }
}
