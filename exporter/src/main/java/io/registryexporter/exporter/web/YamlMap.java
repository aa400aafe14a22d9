package io.registryexporter.exporter.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A mapping of a YAML file, read strictly: errors name their line. */
final class YamlMap {
    private final YamlSource source;
    private final Map<String, Node> entries;
    private final Map<String, Node> keys;

    private YamlMap(YamlSource source, Map<String, Node> entries, Map<String, Node> keys) {
        this.source = source;
        this.entries = entries;
        this.keys = keys;
    }

    /** A value and its position. */
    record Text(String value, SourcePosition place) {}

    static YamlMap empty(YamlSource source) {
        return new YamlMap(source, Map.of(), Map.of());
    }

    static YamlMap of(YamlSource source, Node node, String what) throws WebConfigException {
        if (isNull(node)) {
            return empty(source);
        }
        if (!(node instanceof MappingNode mapping)) {
            throw source.problem(node, what + " must be a mapping, as 'key: value'");
        }
        Map<String, Node> entries = new LinkedHashMap<>();
        Map<String, Node> keys = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw source.problem(tuple.getKeyNode(), "a key of " + what + " must be text");
            }
            if (keys.put(key.getValue(), key) != null) {
                throw source.problem(key, "a key of " + what + " is there twice");
            }
            entries.put(key.getValue(), tuple.getValueNode());
        }
        return new YamlMap(source, entries, keys);
    }

    /** Refuses every key that is not known. */
    void allow(Set<String> known, Set<String> unsupported) throws WebConfigException {
        for (Map.Entry<String, Node> key : keys.entrySet()) {
            if (unsupported.contains(key.getKey())) {
                throw source.problem(
                        key.getValue(), "key '" + key.getKey() + "' is not supported by this exporter: remove it");
            }
            if (!known.contains(key.getKey())) {
                throw source.problem(
                        key.getValue(), "unknown key; known here are " + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    Set<String> keys() {
        return entries.keySet();
    }

    YamlMap map(String key) throws WebConfigException {
        return entries.containsKey(key) ? of(source, entries.get(key), "'" + key + "'") : empty(source);
    }

    /** The text of a key; an empty or null text counts as absent. */
    Optional<Text> text(String key) throws WebConfigException {
        Node node = entries.get(key);
        if (node == null || isNull(node)) {
            return Optional.empty();
        }
        Text text = text(node, "'" + key + "'");
        return text.value().isEmpty() ? Optional.empty() : Optional.of(text);
    }

    Optional<Boolean> flag(String key) throws WebConfigException {
        Optional<Text> text = text(key);
        if (text.isPresent() && !text.get().value().matches("true|True|TRUE|false|False|FALSE")) {
            throw source.problem(text.get().place(), "'" + key + "' must be true or false");
        }
        return text.map(value -> Boolean.parseBoolean(value.value()));
    }

    List<Text> list(String key) throws WebConfigException {
        Node node = entries.get(key);
        if (node == null || isNull(node)) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            throw source.problem(node, "'" + key + "' must be a list, as '- value'");
        }
        List<Text> texts = new ArrayList<>();
        for (Node entry : sequence.getValue()) {
            texts.add(text(entry, "an entry of '" + key + "'"));
        }
        return texts;
    }

    /** The position of a key. */
    SourcePosition place(String key) {
        return SourcePosition.of(keys.get(key));
    }

    private Text text(Node node, String what) throws WebConfigException {
        if (!(node instanceof ScalarNode scalar)) {
            throw source.problem(node, what + " must be text");
        }
        return new Text(scalar.getValue(), SourcePosition.of(node));
    }

    private static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }
}
