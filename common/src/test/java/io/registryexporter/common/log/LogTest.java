package io.registryexporter.common.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class LogTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void logfmt_quotes_what_needs_it() {
        Log.to(out, LogLevel.INFO, LogFormat.LOGFMT)
                .info("scan finished", field("tags", 3), field("path", "a \"b\"\n\u0001"), field("e", ""));
        assertThat(line())
                .matches(
                        "ts=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z level=info msg=\"scan finished\" tags=3 .*\n")
                .endsWith("path=\"a \\\"b\\\"\\n\\x01\" e=\"\"\n");
    }

    @Test
    void json_keeps_numbers() {
        Log.to(out, LogLevel.INFO, LogFormat.JSON)
                .warn("damage \"found\"", field("count", 3), field("seconds", 0.5), field("ok", true));
        assertThat(line())
                .startsWith("{\"ts\":\"")
                .endsWith(
                        "\"level\":\"warn\",\"msg\":\"damage \\\"found\\\"\",\"count\":3,\"seconds\":0.5,\"ok\":true}\n");
    }

    @Test
    void lower_levels_are_left_out() {
        Log log = Log.to(out, LogLevel.ERROR, LogFormat.LOGFMT);
        log.info("a");
        log.warn("b");
        log.error("c");
        assertThat(line()).contains("level=error msg=c").hasLineCount(1);
    }

    @Test
    void what_libraries_log_has_the_same_form() {
        Log.to(out, LogLevel.INFO, LogFormat.LOGFMT);
        Logger.getLogger("some.library").log(Level.WARNING, "cannot {0}", "work");
        assertThat(line()).contains("level=warn msg=\"cannot work\"");
    }

    @Test
    void debug_shows_what_libraries_tell_developers() {
        Log.to(out, LogLevel.DEBUG, LogFormat.LOGFMT);
        Logger.getLogger("some.library").log(Level.FINE, "in detail");
        assertThat(line()).contains("level=debug msg=\"in detail\"");
    }

    private String line() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static LogField field(String key, Object value) {
        return new LogKey(key).of(value);
    }
}
