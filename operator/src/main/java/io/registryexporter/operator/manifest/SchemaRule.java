package io.registryexporter.operator.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import io.registryexporter.operator.api.Names;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A rule of the CustomResourceDefinition. It knows the forms of CEL that this definition has, except bounds on the size
 * of texts and lists.
 *
 * @param known whether the form is known; another rule holds for every value
 */
record SchemaRule(boolean known, Predicate<JsonNode> predicate) {
    private static final Pattern RANGE = Pattern.compile("self >= (\\d+) && self <= (\\d+)");
    private static final Pattern MATCH = Pattern.compile("self\\.matches\\('(.*?)'\\)");
    private static final Pattern LITERAL = Pattern.compile("self == '([^']*)' \\|\\|.*");
    private static final Map<String, Predicate<JsonNode>> OTHERS = Map.of(
            "self == '' || self.startsWith('/')",
            value -> value.asText().isEmpty() || value.asText().startsWith("/"),
            "!self.exists(arg, arg.startsWith('--web.listen-address'))",
            SchemaRule::namesNoAddress,
            "!self.exists(key, key.startsWith('registryexporter.io/'))",
            SchemaRule::hasNoOwnKey,
            "!(has(self.exporter) && has(self.exporter.podAnnotations) && has(self.monitoring) &&"
                    + " has(self.monitoring.scrapeAnnotations) && self.monitoring.scrapeAnnotations &&"
                    + " self.exporter.podAnnotations.exists(key, key in ['prometheus.io/scrape',"
                    + " 'prometheus.io/port', 'prometheus.io/path']))",
            SchemaRule::scrapesOnce,
            "(has(self.matchLabels) && self.matchLabels.size() > 0)"
                    + " || (has(self.matchExpressions) && self.matchExpressions.size() > 0)",
            value -> !value.path("matchLabels").isEmpty()
                    || !value.path("matchExpressions").isEmpty(),
            "self.operator in ['In', 'NotIn'] ? has(self.values) && self.values.size() > 0"
                    + " : !has(self.values) || self.values.size() == 0",
            SchemaRule::hasValuesIfNeeded);

    static SchemaRule of(String text) {
        String rule = text.replaceAll("\\s+", " ").strip();
        Matcher range = RANGE.matcher(rule);
        if (range.matches()) {
            long least = Long.parseLong(range.group(1));
            long most = Long.parseLong(range.group(2));
            return new SchemaRule(true, value -> value.asLong() >= least && value.asLong() <= most);
        }
        Optional<Predicate<JsonNode>> other = Optional.ofNullable(OTHERS.get(rule));
        Matcher match = MATCH.matcher(rule);
        return other.map(predicate -> new SchemaRule(true, predicate))
                .orElseGet(() -> match.find()
                        ? new SchemaRule(true, matching(rule, match.group(1)))
                        : new SchemaRule(false, value -> true));
    }

    boolean holds(JsonNode value) {
        return predicate.test(value);
    }

    private static Predicate<JsonNode> matching(String rule, String expression) {
        Matcher literal = LITERAL.matcher(rule);
        Optional<String> also = literal.matches() ? Optional.of(literal.group(1)) : Optional.empty();
        Pattern pattern = Pattern.compile(expression.replace("\\\\", "\\"));
        return value -> also.filter(value.asText()::equals).isPresent()
                || (!value.asText().isEmpty() && pattern.matcher(value.asText()).find());
    }

    private static boolean namesNoAddress(JsonNode arguments) {
        for (JsonNode argument : arguments) {
            if (argument.asText().startsWith("--web.listen-address")) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasNoOwnKey(JsonNode map) {
        return map.properties().stream().noneMatch(entry -> entry.getKey().startsWith(Names.GROUP + "/"));
    }

    private static boolean scrapesOnce(JsonNode spec) {
        boolean scrapes = spec.path("monitoring").path("scrapeAnnotations").asBoolean();
        JsonNode annotations = spec.path("exporter").path("podAnnotations");
        return !scrapes
                || Stream.of("scrape", "port", "path").noneMatch(name -> annotations.has("prometheus.io/" + name));
    }

    private static boolean hasValuesIfNeeded(JsonNode requirement) {
        boolean needed = requirement.path("operator").asText().endsWith("In");
        return needed != requirement.path("values").isEmpty();
    }
}
