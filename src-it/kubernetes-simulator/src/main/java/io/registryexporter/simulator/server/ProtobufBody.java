package io.registryexporter.simulator.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The objects that kubectl makes by its commands ({@code create namespace}, {@code auth can-i}) come as protocol
 * buffers. Of each type only the fields are known that these commands set; others are passed over.
 */
final class ProtobufBody {
    private static final byte[] MAGIC = {'k', '8', 's', 0};

    /** Type: number name type; a star for a list, map for one of strings, blobs for one of bytes. */
    private static final Map<String, Map<Integer, Field>> TYPES = """
            Unknown: 1 typeMeta TypeMeta, 2 raw bytes
            TypeMeta: 1 apiVersion string, 2 kind string
            ObjectMeta: 1 name string, 2 generateName string, 3 namespace string, 11 labels map, 12 annotations map
            DeleteOptions: 1 gracePeriodSeconds int, 4 propagationPolicy string
            Namespace: 1 metadata ObjectMeta
            ServiceAccount: 1 metadata ObjectMeta
            ConfigMap: 1 metadata ObjectMeta, 2 data map, 3 binaryData blobs
            Secret: 1 metadata ObjectMeta, 2 data blobs, 3 type string, 4 stringData map
            Deployment: 1 metadata ObjectMeta, 2 spec DeploymentSpec
            DeploymentSpec: 1 replicas int, 2 selector LabelSelector, 3 template PodTemplateSpec
            LabelSelector: 1 matchLabels map
            PodTemplateSpec: 1 metadata ObjectMeta, 2 spec PodSpec
            PodSpec: 2 containers Container*
            Container: 1 name string, 2 image string, 3 command string*, 4 args string*, 6 ports ContainerPort*
            ContainerPort: 1 name string, 3 containerPort int, 4 protocol string
            Role: 1 metadata ObjectMeta, 2 rules PolicyRule*
            ClusterRole: 1 metadata ObjectMeta, 2 rules PolicyRule*
            PolicyRule: 1 verbs string*, 2 apiGroups string*, 3 resources string*, 4 resourceNames string*
            RoleBinding: 1 metadata ObjectMeta, 2 subjects Subject*, 3 roleRef RoleRef
            ClusterRoleBinding: 1 metadata ObjectMeta, 2 subjects Subject*, 3 roleRef RoleRef
            Subject: 1 kind string, 2 apiGroup string, 3 name string, 4 namespace string
            RoleRef: 1 apiGroup string, 2 kind string, 3 name string
            SelfSubjectAccessReview: 2 spec AccessReviewSpec
            AccessReviewSpec: 1 resourceAttributes ResourceAttributes
            ResourceAttributes: 1 namespace string, 2 verb string, 3 group string, 4 version string, \
            5 resource string, 6 subresource string, 7 name string
            SelfSubjectRulesReview: 2 spec RulesReviewSpec
            RulesReviewSpec: 1 namespace string
            """.lines()
            .collect(Collectors.toMap(line -> line.split(": ", 2)[0], line -> fields(line.split(": ", 2)[1])));

    private record Field(String name, String type, boolean list) {}

    private ProtobufBody() {}

    private static Map<Integer, Field> fields(String list) {
        return Arrays.stream(list.split(", ", -1))
                .map(field -> field.split(" ", 3))
                .collect(Collectors.toMap(
                        parts -> Integer.parseInt(parts[0]),
                        parts -> new Field(parts[1], parts[2].replace("*", ""), parts[2].endsWith("*"))));
    }

    /** As JSON, if it is of a known type. */
    static Optional<String> toJson(byte[] body) {
        if (!Arrays.equals(MAGIC, Arrays.copyOf(body, MAGIC.length))) {
            return Optional.empty();
        }
        ObjectNode envelope = message(ByteBuffer.wrap(body, MAGIC.length, body.length - MAGIC.length), "Unknown");
        ObjectNode object = envelope.withObject("/typeMeta");
        String kind = object.path("kind").asText();
        if (!TYPES.containsKey(kind) || !(envelope.get("raw") instanceof BinaryNode raw)) {
            return Optional.empty();
        }
        return Optional.of(
                object.setAll(message(ByteBuffer.wrap(raw.binaryValue()), kind)).toString());
    }

    private static ObjectNode message(ByteBuffer in, String type) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        Map<Integer, Field> fields = TYPES.get(type);
        while (in.hasRemaining()) {
            int tag = (int) number(in);
            Optional<Field> field = Optional.ofNullable(fields.get(tag >>> 3));
            switch (tag & 7) {
                case 0 -> {
                    long value = number(in);
                    field.ifPresent(known -> put(message, known, scalar(known, value)));
                }
                case 1 -> in.position(in.position() + Long.BYTES);
                case 5 -> in.position(in.position() + Integer.BYTES);
                default -> {
                    byte[] value = new byte[(int) number(in)];
                    in.get(value);
                    field.ifPresent(known -> add(message, known, value));
                }
            }
        }
        return message;
    }

    private static JsonNode scalar(Field field, long value) {
        return field.type.equals("bool") ? BooleanNode.valueOf(value != 0) : IntNode.valueOf((int) value);
    }

    private static void add(ObjectNode message, Field field, byte[] value) {
        switch (field.type) {
            case "map", "blobs" -> message.withObject("/" + field.name).setAll(entry(field.type, value));
            case "string" -> {
                String text = new String(value, StandardCharsets.UTF_8);
                if (!text.isEmpty() || field.list) {
                    put(message, field, TextNode.valueOf(text));
                }
            }
            case "bytes" -> message.put(field.name, value);
            default -> put(message, field, message(ByteBuffer.wrap(value), field.type));
        }
    }

    private static void put(ObjectNode message, Field field, JsonNode value) {
        if (field.list) {
            message.withArray("/" + field.name).add(value);
        } else {
            message.set(field.name, value);
        }
    }

    /** A map is a list of pairs, whose value can be absent. */
    private static Map<String, JsonNode> entry(String type, byte[] pair) {
        ByteBuffer in = ByteBuffer.wrap(pair);
        Map<Integer, byte[]> parts = new TreeMap<>();
        while (in.hasRemaining()) {
            int tag = (int) number(in);
            byte[] part = new byte[(int) number(in)];
            in.get(part);
            parts.put(tag >>> 3, part);
        }
        byte[] value = parts.getOrDefault(2, new byte[0]);
        String key = new String(parts.getOrDefault(1, new byte[0]), StandardCharsets.UTF_8);
        return Map.of(
                key,
                type.equals("map")
                        ? TextNode.valueOf(new String(value, StandardCharsets.UTF_8))
                        : BinaryNode.valueOf(value));
    }

    private static long number(ByteBuffer in) {
        long number = 0;
        int shift = 0;
        byte part;
        do {
            part = in.get();
            number |= (part & 0x7FL) << shift;
            shift += 7;
        } while (part < 0);
        return number;
    }
}
