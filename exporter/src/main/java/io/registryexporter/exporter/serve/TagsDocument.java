package io.registryexporter.exporter.serve;

import io.registryexporter.exporter.http.JsonDocument;
import io.registryexporter.exporter.report.JsonReport;
import io.registryexporter.exporter.report.TagFilter;
import io.registryexporter.exporter.report.TagOrder;
import io.registryexporter.exporter.report.TagPage;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The list of tags that the page loads, of the last successful scan, a page of it at a time. */
final class TagsDocument implements JsonDocument {
    private static final String REPOSITORY = "repository";
    private static final String OLDER_THAN_DAYS = "older-than-days";
    private static final String SORT = "sort";
    private static final String PAGE = "page";
    private static final Set<String> PARAMETERS = Set.of(REPOSITORY, OLDER_THAN_DAYS, SORT, PAGE);

    private final LatestScan latest;
    private final Clock clock;

    TagsDocument(LatestScan latest, Clock clock) {
        this.latest = latest;
        this.clock = clock;
    }

    private record Wanted(TagOrder order, TagFilter filter, int page) {}

    @Override
    public Answer answer(String query) throws IOException {
        Optional<Wanted> wanted = parse(query);
        if (wanted.isEmpty()) {
            return new Answer(
                    400,
                    "The query may have repository=TEXT, older-than-days=0 to 99999, sort=size, exclusive, pushed or name,"
                            + " and page=0 to " + (TagPage.MOST_PAGES - 1) + ", each once.");
        }
        Optional<LatestScan.Kept> kept = latest.kept();
        if (kept.isEmpty()) {
            return new Answer(503, "The first scan is under way.");
        }
        StringWriter out = new StringWriter();
        new JsonReport()
                .write(
                        TagPage.of(
                                kept.get().outcome().inventory(),
                                kept.get().at(),
                                wanted.get().order(),
                                wanted.get().filter(),
                                wanted.get().page()),
                        out);
        return new Answer(200, out.toString());
    }

    private Optional<Wanted> parse(String query) {
        Map<String, String> values = new HashMap<>();
        for (String parameter : query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = parameter.indexOf('=');
            String name = equals < 0 ? parameter : parameter.substring(0, equals);
            Optional<String> value = equals < 0 ? Optional.empty() : decoded(parameter.substring(equals + 1));
            if (!PARAMETERS.contains(name) || value.isEmpty() || values.put(name, value.get()) != null) {
                return Optional.empty();
            }
        }
        Optional<TagOrder> order = Arrays.stream(TagOrder.values())
                .filter(known -> known.toString().equals(values.getOrDefault(SORT, TagOrder.SIZE.toString())))
                .findFirst();
        Optional<Integer> page = number(values.getOrDefault(PAGE, "0")).filter(n -> n < TagPage.MOST_PAGES);
        Optional<Duration> age = Optional.ofNullable(values.get(OLDER_THAN_DAYS))
                .flatMap(TagsDocument::number)
                .map(Duration::ofDays);
        boolean wrong = values.containsKey(OLDER_THAN_DAYS) && age.isEmpty();
        return wrong || order.isEmpty() || page.isEmpty()
                ? Optional.empty()
                : Optional.of(new Wanted(
                        order.get(),
                        TagFilter.of(values.getOrDefault(REPOSITORY, ""), age, clock.instant()),
                        page.get()));
    }

    private static Optional<String> decoded(String text) {
        try {
            return Optional.of(URLDecoder.decode(text, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(String text) {
        return Optional.of(text).filter(digits -> digits.matches("[0-9]{1,5}")).map(Integer::valueOf);
    }
}
