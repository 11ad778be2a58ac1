package org.waymark.gps.study;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * The seeds of a study: a list such as {@code [1, 2, 3]} or {@code [1..5, 11]}, or how many there are, counted from 1.
 *
 * @param ranges the seeds, in their order
 */
public record Seeds(List<SeedRange> ranges) {
    public Seeds {
        ranges = List.copyOf(ranges);
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("expected at least one seed");
        }
        Set<Long> seen = new HashSet<>();
        for (SeedRange range : ranges) {
            for (long seed = range.first(); seed <= range.last(); seed++) {
                if (!seen.add(seed)) {
                    throw new IllegalArgumentException("the seed " + seed + " is there twice");
                }
            }
        }
    }

    /** Reads {@code 20}, which stands for 1 to 20, or {@code 1..20}, or {@code 1, 2, 7..9}. */
    public static Seeds parse(String text) {
        if (text.strip().matches("-?\\d+")) {
            SeedRange count = SeedRange.parse(text);
            if (count.last() < 1) {
                throw new IllegalArgumentException("expected a number of seeds ≥ 1, found " + text.strip());
            }
            return new Seeds(List.of(new SeedRange(1, count.last())));
        }
        return new Seeds(
                Arrays.stream(text.split(",", -1)).map(SeedRange::parse).toList());
    }

    /** Each of them. */
    List<Long> all() {
        return ranges.stream()
                .flatMapToLong(range -> LongStream.rangeClosed(range.first(), range.last()))
                .boxed()
                .toList();
    }
}
