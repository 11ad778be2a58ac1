package org.waymark.gps.study;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Seeds in a row, written {@code 7} or {@code 1..20}.
 *
 * @param first the first one
 * @param last the last one, ≥ first
 */
public record SeedRange(long first, long last) {
    /** More is a slip of the pen. */
    private static final long MOST = 10_000;

    private static final Pattern FORM = Pattern.compile("(-?\\d{1,18})(?:\\.\\.(-?\\d{1,18}))?");

    public SeedRange {
        if (last < first) {
            throw new IllegalArgumentException("expected the lower seed first, found " + first + ".." + last);
        }
        if (last - first >= MOST) {
            throw new IllegalArgumentException("expected at most " + MOST + " seeds, found " + first + ".." + last);
        }
    }

    /** Reads {@code 7} or {@code 1..20}. */
    public static SeedRange parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "expected a seed or seeds in a row, such as 1..20, found '" + text + "'");
        }
        long first = Long.parseLong(matcher.group(1));
        return new SeedRange(first, matcher.group(2) == null ? first : Long.parseLong(matcher.group(2)));
    }
}
