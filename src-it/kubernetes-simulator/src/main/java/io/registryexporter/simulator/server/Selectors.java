package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The selectors of lists and watches. */
final class Selectors {
    private static final Pattern COMMA = Pattern.compile(",(?![^(]*\\))");
    private static final Pattern SET = Pattern.compile("\\s*(\\S+)\\s+(in|notin)\\s*\\(([^)]*)\\)\\s*");
    private static final Pattern EQUALITY = Pattern.compile("\\s*([^!=\\s]+)\\s*(!=|==|=)\\s*(\\S*)\\s*");
    private static final Pattern EXISTENCE = Pattern.compile("\\s*(!?)\\s*([^!=\\s]+)\\s*");
    private static final Set<String> FIELDS = Set.of(
            "metadata.name",
            "metadata.namespace",
            "reason",
            "type",
            "source",
            "reportingComponent",
            "reportingController",
            "spec.nodeName",
            "status.phase",
            "spec.restartPolicy",
            "spec.serviceAccountName");

    private Selectors() {}

    static Predicate<JsonNode> of(ApiCall call) {
        return labels(call.parameter("labelSelector")).and(fields(call.parameter("fieldSelector")));
    }

    /** Of labels; the empty one selects everything. */
    static Predicate<JsonNode> labels(String selector) {
        return parts(selector).stream().map(Selectors::requirement).reduce(object -> true, Predicate::and);
    }

    private static List<String> parts(String selector) {
        return selector.isBlank() ? List.of() : Arrays.asList(COMMA.split(selector));
    }

    private static Predicate<JsonNode> requirement(String text) {
        Matcher set = SET.matcher(text);
        if (set.matches()) {
            Set<String> values =
                    Arrays.stream(set.group(3).split(",")).map(String::trim).collect(Collectors.toSet());
            return label(set.group(1), set.group(2).equals("in"), values);
        }
        Matcher equality = EQUALITY.matcher(text);
        if (equality.matches()) {
            return label(equality.group(1), !equality.group(2).equals("!="), Set.of(equality.group(3)));
        }
        Matcher existence = EXISTENCE.matcher(text);
        if (existence.matches()) {
            boolean wanted = existence.group(1).isEmpty();
            return object -> object.path("metadata").path("labels").has(existence.group(2)) == wanted;
        }
        throw ApiError.badRequest("unable to parse requirement: " + text);
    }

    /** An object without the label is not one of the excluded ones. */
    private static Predicate<JsonNode> label(String name, boolean included, Set<String> values) {
        return object -> {
            JsonNode value = object.path("metadata").path("labels").path(name);
            return included == (value.isTextual() && values.contains(value.asText()));
        };
    }

    static Predicate<JsonNode> fields(String selector) {
        List<Predicate<JsonNode>> requirements = new ArrayList<>();
        for (String part : parts(selector)) {
            Matcher equality = EQUALITY.matcher(part);
            if (!equality.matches()) {
                throw ApiError.badRequest("invalid field selector: " + part);
            }
            requirements.add(field(equality.group(1), !equality.group(2).equals("!="), equality.group(3)));
        }
        return requirements.stream().reduce(object -> true, Predicate::and);
    }

    private static Predicate<JsonNode> field(String path, boolean equal, String wanted) {
        if (!FIELDS.contains(path) && !path.startsWith("involvedObject.") && !path.startsWith("regarding.")) {
            throw ApiError.badRequest("field label not supported: " + path);
        }
        return object -> {
            JsonNode value = object;
            for (String name : path.split("\\.", -1)) {
                value = value.path(name);
            }
            return equal == value.asText().equals(TextNode.valueOf(wanted).asText());
        };
    }
}
