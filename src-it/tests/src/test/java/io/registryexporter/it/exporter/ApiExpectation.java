package io.registryexporter.it.exporter;

import com.fasterxml.jackson.databind.JsonNode;
import io.registryexporter.support.real.RealRegistry;
import io.registryexporter.support.real.RealRegistry.Served;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The samples that the exporter must serve, computed from nothing but the answers of the registry's HTTP API. */
final class ApiExpectation {
    private final RealRegistry registry;
    private final Map<String, Set<String>> digests;
    private final Map<String, Double> samples = new TreeMap<>();

    private ApiExpectation(RealRegistry registry, Map<String, Set<String>> digests) {
        this.registry = registry;
        this.digests = digests;
    }

    /**
     * The samples of the original's four families and the number of repositories.
     *
     * @param digests the manifests that were ever pushed, by repository
     */
    static Map<String, Double> of(RealRegistry registry, Map<String, Set<String>> digests) {
        ApiExpectation expectation = new ApiExpectation(registry, digests);
        digests.keySet().forEach(expectation::repository);
        expectation.samples.put("registry_repositories", (double) digests.size());
        return expectation.samples;
    }

    private void repository(String repository) {
        List<String> tags = registry.tags(repository).orElseGet(List::of);
        long revisions = digests.get(repository).stream()
                .filter(digest -> registry.manifest(repository, digest).isPresent())
                .count();
        put("repository_tags_total{repository=\"%s\"}".formatted(repository), tags.size());
        put("repository_revisions_total{repository=\"%s\"}".formatted(repository), revisions);
        for (String tag : tags) {
            registry.manifest(repository, tag).ifPresent(served -> tag(repository, tag, served));
        }
    }

    private void tag(String repository, String tag, Served served) {
        Size size = size(repository, served, new HashSet<>());
        String labels = "{repository=\"%s\",tag=\"%s\"}".formatted(repository, tag);
        put("repository_tag_layers_total" + labels, size.layers());
        put("repository_tag_size_bytes" + labels, size.bytes());
    }

    private record Size(long layers, BigInteger bytes) {
        static final Size NONE = new Size(0, BigInteger.ZERO);

        Size plus(Size other) {
            return new Size(layers + other.layers, bytes.add(other.bytes));
        }
    }

    private Size size(String repository, Served served, Set<String> counted) {
        if (!counted.add(served.digest())) {
            return Size.NONE;
        }
        Size sum = Size.NONE;
        JsonNode manifest = served.manifest();
        for (JsonNode child : manifest.path("manifests")) {
            sum = registry.manifest(repository, child.path("digest").asText())
                    .map(below -> size(repository, below, counted))
                    .orElse(Size.NONE)
                    .plus(sum);
        }
        for (JsonNode layer : manifest.path("layers")) {
            sum = sum.plus(new Size(1, layer.path("size").bigIntegerValue()));
        }
        for (JsonNode layer : manifest.path("fsLayers")) {
            long stored = registry.blobSize(repository, layer.path("blobSum").asText())
                    .orElse(0L);
            sum = sum.plus(new Size(1, BigInteger.valueOf(stored)));
        }
        return sum;
    }

    private void put(String series, Number value) {
        samples.put(series, value.doubleValue());
    }
}
