package io.registryexporter.operator.manifest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.constructor.StandardConstructor;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Reads the documents of a file of YAML or JSON. */
final class YamlDocuments {
    private static final int MAX_DEPTH = 200;
    private static final String TEMPLATE = "{{";
    private static final Pattern JSON = Pattern.compile("\\s*\\{\\s*[\"}]");

    private final String file;
    private final String text;

    private YamlDocuments(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * A document.
     *
     * @param place of its first line, for the user
     */
    record Document(String place, JsonNode content) {}

    /**
     * Reads all documents that are not empty.
     *
     * @param file its name, for the user
     * @throws ManifestException if the text is no YAML
     */
    static List<Document> of(String file, String text) {
        return new YamlDocuments(file, text).read();
    }

    private List<Document> read() {
        return JSON.matcher(text).lookingAt() ? readJson() : readYaml();
    }

    /** Tabs are white space of JSON alone, and a stream of objects needs no line between them. */
    private List<Document> readJson() {
        List<Document> documents = new ArrayList<>();
        try (MappingIterator<JsonNode> values =
                new ObjectMapper().readerFor(JsonNode.class).readValues(text)) {
            while (values.hasNextValue()) {
                int line = values.getCurrentLocation().getLineNr();
                documents.add(new Document(file + ", line " + line, values.nextValue()));
            }
            return documents;
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw problem(file + ", line " + line, e.getOriginalMessage());
        } catch (IOException e) {
            throw problem(file, e.getMessage());
        }
    }

    private List<Document> readYaml() {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(new CoreSchema())
                .setUseMarks(true)
                .setAllowDuplicateKeys(true)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        List<Document> documents = new ArrayList<>();
        try {
            for (Node node : new Compose(settings).composeAllFromString(text)) {
                String place = place(node.getStartMark());
                Object content = new StandardConstructor(settings).constructSingleDocument(Optional.of(node));
                JsonNode json = json(content, place, 0);
                if (!json.isNull()) {
                    documents.add(new Document(place, json));
                }
            }
            return documents;
        } catch (MarkedYamlEngineException e) {
            throw problem(place(e.getProblemMark()), e.getProblem());
        } catch (YamlEngineException e) {
            throw problem(file, e.getMessage());
        }
    }

    private String place(Optional<Mark> mark) {
        return mark.map(found -> file + ", line " + (found.getLine() + 1)).orElse(file);
    }

    private ManifestException problem(String place, String problem) {
        String line = problem.replaceAll("\\s+", " ").strip();
        return template().orElseGet(() -> new ManifestException(place + ": not YAML or JSON: " + line));
    }

    /** The likely reason why a file is no YAML. */
    private Optional<ManifestException> template() {
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains(TEMPLATE) && !lines.get(i).strip().startsWith("#")) {
                return Optional.of(notRendered(file + ", line " + (i + 1)));
            }
        }
        return Optional.empty();
    }

    static ManifestException notRendered(String place) {
        return new ManifestException(place + ": a template that is not rendered (" + TEMPLATE
                + "); render it first, such as helm template CHART | registry-exporter-operator --dry-run -f -");
    }

    private static JsonNode json(Object value, String place, int depth) {
        if (depth > MAX_DEPTH) {
            throw new ManifestException(place + ": nested deeper than " + MAX_DEPTH + " levels");
        }
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (value instanceof Map<?, ?> map) {
            return object(map, place, depth);
        }
        if (value instanceof Iterable<?> list) {
            ArrayNode array = factory.arrayNode();
            list.forEach(item -> array.add(json(item, place, depth + 1)));
            return array;
        }
        if (value instanceof Boolean bool) {
            return factory.booleanNode(bool);
        }
        if (value instanceof Integer integer) {
            return factory.numberNode(integer.intValue());
        }
        if (value instanceof Long integer) {
            return factory.numberNode(integer.longValue());
        }
        if (value instanceof BigInteger integer) {
            return factory.numberNode(integer);
        }
        if (value instanceof Number number) {
            return factory.numberNode(number.doubleValue());
        }
        return value == null ? factory.nullNode() : factory.textNode(value.toString());
    }

    private static ObjectNode object(Map<?, ?> map, String place, int depth) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        map.forEach((key, value) -> object.set(String.valueOf(key), json(value, place, depth + 1)));
        return object;
    }
}
