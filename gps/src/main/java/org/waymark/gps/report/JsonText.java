package org.waymark.gps.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/** Writes JSON that may stand inside a page's script element. */
final class JsonText {
    private final StringBuilder text = new StringBuilder();
    private final Deque<Boolean> empty = new ArrayDeque<>();

    JsonText open(char bracket) {
        text.append(bracket);
        empty.push(true);
        return this;
    }

    JsonText close(char bracket) {
        text.append(bracket);
        empty.pop();
        return this;
    }

    /** Begins a value of a list. */
    JsonText item() {
        if (!empty.pop()) {
            text.append(',');
        }
        empty.push(false);
        return this;
    }

    /** Begins a value of an object. */
    JsonText key(String name) {
        item();
        return string(name).append(":");
    }

    private JsonText append(String raw) {
        text.append(raw);
        return this;
    }

    JsonText string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\' || c == '<') {
                text.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        return append("\"");
    }

    /** Five digits; null for what is not finite. */
    JsonText number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e9) {
            return append(Long.toString((long) value));
        }
        return append(Double.isFinite(value) ? String.format(Locale.ROOT, "%.5g", value) : "null");
    }

    JsonText bool(boolean value) {
        return append(Boolean.toString(value));
    }

    JsonText numbers(double... values) {
        open('[');
        for (double value : values) {
            item().number(value);
        }
        return close(']');
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
