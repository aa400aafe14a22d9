package io.registryexporter.exporter.metrics;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The exposition of one scan: rendered once, compressed once, and from then on only copied to clients. */
public final class RenderedFamilies {

    /** Where a family stands in the text. */
    private record Section(String name, int from, int to) {}

    private final byte[] text;
    private final DeflatedBlock deflated;
    private final List<Section> sections;

    private RenderedFamilies(byte[] text, List<Section> sections) {
        this.text = text;
        this.deflated = DeflatedBlock.inner(text, 0, text.length);
        this.sections = List.copyOf(sections);
    }

    /** Before the first scan has ended there are no families. */
    public static RenderedFamilies none() {
        return new RenderedFamilies(new byte[0], List.of());
    }

    public static RenderedFamilies render(List<GaugeFamily> families) {
        ExpositionWriter writer = new ExpositionWriter();
        List<Section> sections = new ArrayList<>();
        for (GaugeFamily family : families) {
            int from = writer.size();
            writer.write(family);
            sections.add(new Section(family.name(), from, writer.size()));
        }
        return new RenderedFamilies(writer.toByteArray(), sections);
    }

    /** The families, followed by {@code live}, as text. */
    public Body plain(byte[] live) {
        return new Body().with(text, 0, text.length).with(live, 0, live.length);
    }

    /** The same as one gzip member. */
    public Body gzip(byte[] live) {
        return DeflatedBlock.gzip(List.of(deflated), DeflatedBlock.last(live));
    }

    /** Only the families with these names, followed by {@code live}, as text. */
    public Body plain(Set<String> names, byte[] live) {
        Body body = new Body();
        sections.stream()
                .filter(section -> names.contains(section.name()))
                .forEach(section -> body.with(text, section.from(), section.to() - section.from()));
        return body.with(live, 0, live.length);
    }

    /** The same as one gzip member, compressed now. */
    public Body gzip(Set<String> names, byte[] live) {
        List<DeflatedBlock> blocks = sections.stream()
                .filter(section -> names.contains(section.name()))
                .map(section -> DeflatedBlock.inner(text, section.from(), section.to() - section.from()))
                .toList();
        return DeflatedBlock.gzip(blocks, DeflatedBlock.last(live));
    }
}
