package io.registryexporter.exporter.metrics;

import java.util.List;
import java.util.Set;

/**
 * The exposition of one scan: rendered and compressed once, then only copied to clients. Only the compressed form is kept,
 * a block for each family.
 */
public final class RenderedFamilies {

    private record Rendered(String name, DeflatedBlock block) {}

    private final List<Rendered> families;

    private RenderedFamilies(List<Rendered> families) {
        this.families = families;
    }

    /** Before the first scan has ended there are no families. */
    public static RenderedFamilies none() {
        return new RenderedFamilies(List.of());
    }

    public static RenderedFamilies render(List<GaugeFamily> families) {
        return new RenderedFamilies(families.parallelStream()
                .map(family -> new Rendered(family.name(), ExpositionWriter.write(family)))
                .toList());
    }

    /** These families, replaced by those of {@code newer} that have the same names. */
    public RenderedFamilies with(RenderedFamilies newer) {
        return new RenderedFamilies(families.stream()
                .map(family -> newer.families.stream()
                        .filter(other -> other.name().equals(family.name()))
                        .findFirst()
                        .orElse(family))
                .toList());
    }

    /** Only the families with these names. */
    public RenderedFamilies only(Set<String> names) {
        return new RenderedFamilies(families.stream()
                .filter(family -> names.contains(family.name()))
                .toList());
    }

    /** The families, followed by {@code live}, as text. */
    public Body plain(byte[] live) {
        return new InflatedBody(blocks(), live);
    }

    /** The families, followed by {@code live}, as one gzip member. */
    public Body gzip(byte[] live) {
        return DeflatedBlock.gzip(blocks(), DeflatedBlock.last(live));
    }

    private List<DeflatedBlock> blocks() {
        return families.stream().map(Rendered::block).toList();
    }
}
