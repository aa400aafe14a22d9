package io.registryexporter.common.log;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** {@code ts=… level=info msg="…" key=value}, as Prometheus's own programs write it. */
final class LogfmtFormatter extends Formatter {

    @Override
    public String format(LogRecord line) {
        StringBuilder text = new StringBuilder();
        LogFields.of(line)
                .forEach((key, value) -> text.append(text.isEmpty() ? "" : " ")
                        .append(key)
                        .append('=')
                        .append(quoted(value.toString())));
        return text.append('\n').toString();
    }

    private static String quoted(String value) {
        boolean bare = !value.isEmpty() && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=');
        if (bare) {
            return value;
        }
        StringBuilder text = new StringBuilder("\"");
        value.chars().forEach(c -> {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < ' ' || c == 0x7f) {
                        text.append(String.format("\\x%02x", c));
                    } else {
                        text.append((char) c);
                    }
                }
            }
        });
        return text.append('"').toString();
    }
}
