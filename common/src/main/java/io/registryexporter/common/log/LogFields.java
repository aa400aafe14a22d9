package io.registryexporter.common.log;

import java.text.MessageFormat;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.logging.LogRecord;

/** The fields of a line, whether it comes from {@link Log} or from a library that knows only the JDK's logging. */
final class LogFields {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private LogFields() {}

    static Map<String, Object> of(LogRecord line) {
        Object[] parameters = Optional.ofNullable(line.getParameters()).orElse(new Object[0]);
        boolean keyValues = Log.NAME.equals(line.getLoggerName());
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("ts", TIME.format(line.getInstant()));
        fields.put("level", LogLevel.nameOf(line.getLevel()));
        String message = Optional.ofNullable(line.getMessage()).orElse("");
        fields.put("msg", keyValues || parameters.length == 0 ? message : MessageFormat.format(message, parameters));
        for (int i = 0; keyValues && i + 1 < parameters.length; i += 2) {
            fields.put(parameters[i].toString(), parameters[i + 1]);
        }
        Optional.ofNullable(line.getThrown()).ifPresent(thrown -> fields.put("err", thrown.toString()));
        return fields;
    }
}
