package io.registryexporter.simulator.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class ObjectStoreTest {
    private final ObjectStore store = new ObjectStore();
    private final Kind kind = new Kinds().find("", "v1", "configmaps").orElseThrow();

    @Test
    void a_watch_without_a_version_begins_with_what_there_is() {
        store.put("configmaps", map("a", "1"));

        Events events = watch("", object -> true);
        store.put("configmaps", map("a", "2"));
        store.remove("configmaps", map("a", "2"));

        assertThat(events.seen).containsExactly("ADDED a 1", "MODIFIED a 2", "DELETED a 2");
    }

    @Test
    void a_watch_with_a_version_goes_on_after_it() {
        store.put("configmaps", map("a", "1"));
        String version = Long.toString(store.version());
        store.put("configmaps", map("a", "2"));
        store.put("secrets", map("s", "1"));

        Events events = watch(version, object -> true);
        store.put("configmaps", map("b", "1"));

        assertThat(events.seen).containsExactly("MODIFIED a 2", "ADDED b 1");
    }

    @Test
    void who_leaves_a_selection_is_deleted_for_it() {
        Events events = watch("", object -> object.path("data").asText().equals("in"));

        store.put("configmaps", map("a", "out"));
        store.put("configmaps", map("a", "in"));
        store.put("configmaps", map("a", "out"));
        store.remove("configmaps", map("a", "out"));

        assertThat(events.seen).containsExactly("ADDED a in", "DELETED a out");
    }

    @Test
    void a_version_from_before_all_that_is_remembered_has_expired() {
        for (int i = 0; i < 20_010; i++) {
            store.put("configmaps", map("a", "" + i));
        }

        Events events = watch("2", object -> true);

        assertThat(events.seen).hasSize(1).first().asString().startsWith("ERROR");
        assertThat(events.ended).isTrue();
    }

    @Test
    void initial_events_end_with_a_bookmark() {
        store.put("configmaps", map("a", "1"));
        Events events = new Events();

        store.watch(new Watch(kind, object -> true, "", true, object -> object), events);

        assertThat(events.seen).hasSize(2).last().asString().startsWith("BOOKMARK");
    }

    private Events watch(String version, Predicate<JsonNode> selected) {
        Events events = new Events();
        store.watch(new Watch(kind, selected, version, false, object -> object), events);
        return events;
    }

    private static ObjectNode map(String name, String data) {
        ObjectNode map = JsonNodeFactory.instance.objectNode();
        map.putObject("metadata").put("namespace", "default").put("name", name);
        return map.put("data", data);
    }

    private static final class Events implements Watch.Sink {
        private final List<String> seen = new ArrayList<>();
        private boolean ended;

        @Override
        public void send(String line) {
            try {
                JsonNode event = new ObjectMapper().readTree(line);
                JsonNode object = event.path("object");
                seen.add(event.path("type").asText() + " "
                        + object.path("metadata").path("name").asText() + " "
                        + object.path("data").asText());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void end() {
            ended = true;
        }
    }
}
