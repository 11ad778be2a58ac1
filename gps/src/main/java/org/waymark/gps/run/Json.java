package org.waymark.gps.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Maps, lists, text and numbers as JSON; what is NaN or infinite becomes null, for JSON has no such numbers. */
public final class Json {
    private static final ObjectWriter LINE = new ObjectMapper().writer();
    private static final ObjectWriter PRETTY = new ObjectMapper().writerWithDefaultPrettyPrinter();

    private static final ObjectReader OBJECT =
            new ObjectMapper().readerFor(new TypeReference<Map<String, Object>>() {});

    private Json() {}

    /** In one line. */
    public static String line(Object value) {
        return write(LINE, value);
    }

    /** Indented, with a line break at the end. */
    public static String pretty(Object value) {
        return write(PRETTY, value) + "\n";
    }

    /**
     * Reads an object back.
     *
     * @throws IllegalArgumentException if this is none
     */
    public static Map<String, Object> object(String text) {
        try {
            Map<String, Object> object = OBJECT.readValue(text);
            if (object == null) {
                throw new IllegalArgumentException("JSON: expected an object, found null");
            }
            return object;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("JSON: " + e.getOriginalMessage(), e);
        }
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
