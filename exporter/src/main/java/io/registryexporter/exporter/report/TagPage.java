package io.registryexporter.exporter.report;

import io.registryexporter.exporter.inventory.Inventory;
import java.time.Instant;
import java.util.List;

/**
 * One page of a list of tags, of a bounded length.
 *
 * @param at when the scan ended
 * @param matches how many tags the list has
 * @param page the number of this page, from 0
 * @param pages how many of them can be asked for
 */
public record TagPage(Instant at, long matches, int page, int pages, List<TagLine> tags) {
    /** How many tags a page has at most. */
    public static final int ROWS = 100;

    /** How many pages there are at most; a list that is longer needs a filter. */
    public static final int MOST_PAGES = 100;

    /** A page of the tags that the filter admits, by their order. */
    public static TagPage of(Inventory inventory, Instant at, TagOrder order, TagFilter filter, int page) {
        TagLine.Found found = TagLine.search(inventory, order, filter, (page + 1) * ROWS);
        return new TagPage(
                at,
                found.matches(),
                page,
                (int) Math.min(MOST_PAGES, (found.matches() + ROWS - 1) / ROWS),
                found.first().stream().skip((long) page * ROWS).toList());
    }
}
