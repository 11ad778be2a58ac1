package org.waymark.gps.study;

import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a measure must come to. A seed without a number, because its cell failed or never got there, misses every requirement: it counts as
 * one that does not meet it, as the worst in a median, and a mean with it is none.
 *
 * @param scope what must compare so
 * @param count how many seeds, for {@link Scope#SEEDS}; unread otherwise
 * @param relation how it must compare
 * @param threshold with what
 */
public record Criterion(Scope scope, int count, Relation relation, double threshold) {
    /** What a requirement is about. */
    public enum Scope {
        /** The number of every seed. */
        ALL,
        /** The numbers of so many seeds at least. */
        SEEDS,
        MEAN,
        MEDIAN
    }

    private static final Pattern FORM =
            Pattern.compile("(?:(all|mean|median|\\d{1,6} seeds?) )?(" + Relation.SIGNS + ") *(\\S+)");

    /** Reads {@code all <= -575}, {@code 18 seeds <= -575}, {@code mean >= 0.9} or {@code median <= 140}. */
    public static Criterion parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().replaceAll("\\s+", " "));
        if (!matcher.matches()) {
            throw new IllegalArgumentException("expected such as 'all <= -575', '18 seeds <= -575', 'mean >= 0.9' or"
                    + " 'median <= 140', found '" + text + "'");
        }
        String whom = matcher.group(1) == null ? "all" : matcher.group(1);
        Relation relation = Relation.of(matcher.group(2));
        double threshold = Numbers.finite(matcher.group(3), text);
        return switch (whom) {
            case "all" -> new Criterion(Scope.ALL, 0, relation, threshold);
            case "mean" -> new Criterion(Scope.MEAN, 0, relation, threshold);
            case "median" -> new Criterion(Scope.MEDIAN, 0, relation, threshold);
            default -> new Criterion(Scope.SEEDS, Integer.parseInt(whom.split(" ", 2)[0]), relation, threshold);
        };
    }

    /** How many of the numbers meet the threshold. */
    int meeting(double[] numbers) {
        return (int) Arrays.stream(numbers)
                .filter(number -> relation.holds(number, threshold))
                .count();
    }

    /**
     * Whether the numbers of all seeds meet this.
     *
     * @param numbers NaN where there is none
     */
    boolean isMetBy(double[] numbers, Better better) {
        return switch (scope) {
            case ALL -> meeting(numbers) == numbers.length;
            case SEEDS -> meeting(numbers) >= count;
            case MEAN -> relation.holds(Arrays.stream(numbers).average().orElse(Double.NaN), threshold);
            case MEDIAN -> relation.holds(Statistics.median(numbers, better), threshold);
        };
    }

    @Override
    public String toString() {
        String whom =
                switch (scope) {
                    case ALL -> "all";
                    case SEEDS -> count + " seeds";
                    case MEAN -> "mean";
                    case MEDIAN -> "median";
                };
        return whom + " " + relation.symbol() + " " + Numbers.plain(threshold);
    }
}
