package org.waymark.sim;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What somebody may have meant who wrote a name that does not exist. */
public final class NearestName {
    private NearestName() {}

    /** The candidate that takes the fewest letters to insert, delete or exchange (Levenshtein 1966); the first of several. */
    public static Optional<String> of(String name, Collection<String> candidates) {
        return candidates.stream().min(Comparator.comparingInt(candidate -> distance(name, candidate)));
    }

    /** The candidates with the fewest edits, the nearest first, at most {@code count} of them. */
    public static List<String> nearest(String name, Collection<String> candidates, int count) {
        return candidates.stream()
                .sorted(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .limit(count)
                .toList();
    }

    /** Levenshtein's distance, upper and lower case alike. */
    public static int distance(String first, String second) {
        String a = first.toLowerCase(Locale.ROOT);
        String b = second.toLowerCase(Locale.ROOT);
        int[] previous = new int[b.length() + 1];
        int[] current = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int exchange = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(exchange, 1 + Math.min(previous[j], current[j - 1]));
            }
            int[] swap = previous;
            previous = current;
            current = swap;
        }
        return previous[b.length()];
    }
}
