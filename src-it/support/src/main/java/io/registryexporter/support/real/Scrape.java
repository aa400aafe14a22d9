package io.registryexporter.support.real;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The samples of a scrape.
 *
 * @param samples value by series, which is the name and the labels in alphabetical order: {@code a{b="c",d="e"}}
 */
public record Scrape(Map<String, Double> samples) {
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** All samples of an exposition. */
    public static Scrape parse(String text) {
        Map<String, Double> samples = new TreeMap<>();
        text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
            int space = line.lastIndexOf(' ');
            samples.put(series(line.substring(0, space)), Double.valueOf(line.substring(space + 1)));
        });
        return new Scrape(samples);
    }

    private static String series(String written) {
        int brace = written.indexOf('{');
        if (brace < 0) {
            return written;
        }
        Map<String, String> labels = new TreeMap<>();
        LABEL.matcher(written.substring(brace)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        return series(written.substring(0, brace), labels);
    }

    /** A series of this name with these labels. */
    static String series(String name, Map<String, String> labels) {
        return labels.isEmpty()
                ? name
                : labels.entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(label -> label.getKey() + "=\"" + label.getValue() + "\"")
                        .collect(Collectors.joining(",", name + "{", "}"));
    }

    public double value(String series) {
        return samples.get(series);
    }

    /** The samples whose series begin so. */
    public Map<String, Double> of(String... prefixes) {
        Map<String, Double> selected = new TreeMap<>();
        samples.forEach((series, value) -> {
            for (String prefix : prefixes) {
                if (series.startsWith(prefix)) {
                    selected.put(series, value);
                }
            }
        });
        return selected;
    }

    /** What differs from the samples that are expected, a line each; for a failure that can be read. */
    public static List<String> differences(Map<String, Double> actual, Map<String, Double> expected) {
        Set<String> series = new TreeSet<>(actual.keySet());
        series.addAll(expected.keySet());
        return series.stream()
                .filter(name -> !Objects.equals(actual.get(name), expected.get(name)))
                .map(name -> name + ": expected " + expected.get(name) + " but was " + actual.get(name))
                .toList();
    }
}
