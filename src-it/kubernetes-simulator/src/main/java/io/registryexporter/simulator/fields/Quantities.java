package io.registryexporter.simulator.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Resource quantities in the one form that the server stores. */
public final class Quantities {
    private static final Pattern FORM = Pattern.compile("([+-]?[0-9.]+)([KMGTPE]i|[numkMGTPE]?|[eE][+-]?[0-9]+)");
    private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
    private static final List<String> DECIMAL = List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
    private static final Map<String, BigDecimal> FACTORS = Map.ofEntries(
            Map.entry("n", new BigDecimal("1e-9")),
            Map.entry("u", new BigDecimal("1e-6")),
            Map.entry("m", new BigDecimal("1e-3")),
            Map.entry("", BigDecimal.ONE),
            Map.entry("k", new BigDecimal("1e3")),
            Map.entry("M", new BigDecimal("1e6")),
            Map.entry("G", new BigDecimal("1e9")),
            Map.entry("T", new BigDecimal("1e12")),
            Map.entry("P", new BigDecimal("1e15")),
            Map.entry("E", new BigDecimal("1e18")),
            Map.entry("Ki", power(1)),
            Map.entry("Mi", power(2)),
            Map.entry("Gi", power(3)),
            Map.entry("Ti", power(4)),
            Map.entry("Pi", power(5)),
            Map.entry("Ei", power(6)));

    private Quantities() {}

    private static BigDecimal power(int exponent) {
        return BigDecimal.valueOf(1024).pow(exponent);
    }

    /** Rewrites the values of limits and requests wherever they are. */
    public static void canonicalize(JsonNode node) {
        node.properties().forEach(field -> {
            if (List.of("limits", "requests").contains(field.getKey()) && field.getValue() instanceof ObjectNode all) {
                all.properties().stream()
                        .filter(quantity -> quantity.getValue().isValueNode())
                        .forEach(quantity -> quantity.setValue(canonical(quantity.getValue())));
            }
        });
        node.forEach(Quantities::canonicalize);
    }

    private static JsonNode canonical(JsonNode quantity) {
        return TextNode.valueOf(canonical(quantity.asText()));
    }

    /** For example 1 for 1000m, 1Gi for 1024Mi, 1500m for 1.5; what is no quantity stays as it is. */
    public static String canonical(String quantity) {
        Matcher matcher = FORM.matcher(quantity);
        if (!matcher.matches()) {
            return quantity;
        }
        String suffix = matcher.group(2);
        BigDecimal number = new BigDecimal(matcher.group(1));
        boolean exponent = suffix.matches("[eE][+-]?[0-9]+");
        BigDecimal value = exponent ? new BigDecimal(matcher.group(1) + suffix) : number.multiply(FACTORS.get(suffix));
        boolean binary = suffix.endsWith("i") && value.remainder(BigDecimal.ONE).signum() == 0;
        return written(value, binary ? BINARY : DECIMAL);
    }

    /** With the largest suffix that leaves a whole number. */
    private static String written(BigDecimal value, List<String> suffixes) {
        if (value.signum() == 0) {
            return "0";
        }
        for (int i = suffixes.size() - 1; i >= 0; i--) {
            BigDecimal[] scaled = value.divideAndRemainder(FACTORS.get(suffixes.get(i)));
            if (scaled[1].signum() == 0) {
                return scaled[0].toBigInteger() + suffixes.get(i);
            }
        }
        return value.setScale(9, RoundingMode.UP).toPlainString();
    }
}
