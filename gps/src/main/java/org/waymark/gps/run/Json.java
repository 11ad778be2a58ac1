package org.waymark.gps.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps, lists, text and numbers as JSON; what is NaN or infinite becomes null, for JSON has no such numbers. */
public final class Json {
    private static final ObjectWriter LINE = new ObjectMapper().writer();
    private static final ObjectWriter PRETTY = new ObjectMapper().writerWithDefaultPrettyPrinter();

    private Json() {}

    /** In one line. */
    public static String line(Object value) {
        return write(LINE, value);
    }

    /** Indented, with a line break at the end. */
    public static String pretty(Object value) {
        return write(PRETTY, value) + "\n";
    }

    private static String write(ObjectWriter writer, Object value) {
        try {
            return writer.writeValueAsString(finite(value));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("JSON: " + e.getMessage(), e);
        }
    }

    private static Object finite(Object value) {
        if (value instanceof Double number) {
            return Double.isFinite(number) ? number : null;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(key, finite(entry)));
            return copy;
        }
        if (value instanceof Collection<?> list) {
            return list.stream()
                    .map(Json::finite)
                    .collect(java.util.stream.Collectors.toCollection(java.util.ArrayList::new));
        }
        return value;
    }
}
