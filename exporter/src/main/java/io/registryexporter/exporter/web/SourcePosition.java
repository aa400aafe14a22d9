package io.registryexporter.exporter.web;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** A position in a text; line and column are counted from one. */
record SourcePosition(int line, int column) {
    static final SourcePosition START = new SourcePosition(1, 1);

    static SourcePosition of(Node node) {
        return node.getStartMark().map(SourcePosition::of).orElse(START);
    }

    static SourcePosition of(Mark mark) {
        return new SourcePosition(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** The position after so many characters of a text. */
    static SourcePosition after(String text, int characters) {
        int[] before = text.codePoints().limit(characters).toArray();
        SourcePosition place = START;
        for (int c : before) {
            place = c == '\n'
                    ? new SourcePosition(place.line + 1, 1)
                    : new SourcePosition(place.line, place.column + 1);
        }
        return place;
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
