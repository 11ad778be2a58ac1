package org.waymark.gps.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A YAML document as a tree without tags, anchors or aliases; each node knows where it was written. Immutable. */
sealed interface Yaml {
    /** For messages, such as {@code pr2-peg.yaml, line 12}. */
    String place();

    /** What this is, for messages of the form "expected …, found …". */
    String description();

    /** Whether this is an empty value or null. */
    default boolean isNothing() {
        return false;
    }

    /**
     * A single value.
     *
     * @param plain whether it stands without quotes, and so may be a number, true, false or null
     */
    record Scalar(String text, boolean plain, String place) implements Yaml {
        private static final Set<String> NOTHING = Set.of("", "~", "null", "Null", "NULL");

        @Override
        public boolean isNothing() {
            return plain && NOTHING.contains(text);
        }

        @Override
        public String description() {
            if (isNothing()) {
                return "nothing";
            }
            return plain ? "'" + text + "'" : "the text \"" + text + "\"";
        }
    }

    /** A list. */
    record Items(List<Yaml> values, String place) implements Yaml {
        public Items {
            values = List.copyOf(values);
        }

        @Override
        public String description() {
            return "a list";
        }
    }

    /** Keys and their values, in the order in which they were written. */
    record Keys(Map<String, Yaml> values, String place) implements Yaml {
        public Keys {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        @Override
        public String description() {
            return "a group of keys";
        }
    }
}
