package io.registryexporter.support.pages;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Wording that readers stumble over, and what to write in its place.
 *
 * @param pattern of the text of a paragraph, a heading or a cell, without its code
 * @param remedy what to write
 */
record Wording(Pattern pattern, String remedy) {

    /** Patterns that no page may have. */
    static List<Wording> avoided() {
        return List.of(
                of("\\b[Mm]end(s|ed|ing)?\\b", "\"fix\""),
                of("\\b(tells|told)\\b", "\"reports\" or \"says\""),
                of("\\bof chance\\b", "\"random\""),
                of("\\b(is|be|are) had\\b", "name who provides it"),
                of("\\bfor ever\\b", "\"without a limit\""),
                of("\\b[Ss]omebody\\b", "name the reader, the user or the team"),
                of("(^|[.] )Who(ever)? [^?.]*[.]", "name the subject: \"A user who ...\", \"If you ...\""),
                of("\\bearlier one\\b", "\"previous\""));
    }

    private static Wording of(String pattern, String remedy) {
        return new Wording(Pattern.compile(pattern), remedy);
    }

    /** Whether a text has it. */
    boolean isIn(String text) {
        return pattern.matcher(text).find();
    }
}
