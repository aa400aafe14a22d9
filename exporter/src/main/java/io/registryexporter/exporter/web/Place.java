package io.registryexporter.exporter.web;

import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.Node;

/** Where something stands in a text; both counted from one. */
record Place(int line, int column) {
    static final Place START = new Place(1, 1);

    static Place of(Node node) {
        return node.getStartMark().map(Place::of).orElse(START);
    }

    static Place of(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Of the character of a text that so many come before. */
    static Place after(String text, int characters) {
        int[] before = text.codePoints().limit(characters).toArray();
        Place place = START;
        for (int c : before) {
            place = c == '\n' ? new Place(place.line + 1, 1) : new Place(place.line, place.column + 1);
        }
        return place;
    }

    @Override
    public String toString() {
        return "line " + line + ", column " + column;
    }
}
