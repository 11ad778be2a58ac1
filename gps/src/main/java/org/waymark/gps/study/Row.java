package org.waymark.gps.study;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a measure found on all seeds of a variant.
 *
 * @param seeds of the variant
 * @param numbers [seeds]; NaN where there is none, infinite where a threshold was never reached
 * @param pending how many seeds were not run yet
 * @param failed how many cells failed
 */
record Row(StudyVariant variant, Measure measure, List<Long> seeds, double[] numbers, int pending, int failed) {
    Statistics statistics() {
        return Statistics.of(numbers);
    }

    /** With what is missing as the worst; NaN while seeds are missing. */
    double median() {
        double median = Statistics.median(numbers, measure.direction());
        boolean unreached = measure.reduction() instanceof Reduction.Until;
        return pending > 0 || Double.isInfinite(median) && !unreached ? Double.NaN : median;
    }

    /** The index of the worst number there is. */
    OptionalInt worst() {
        OptionalInt worst = OptionalInt.empty();
        Better better = measure.direction();
        for (int i = 0; i < numbers.length; i++) {
            boolean worse = worst.isEmpty()
                    || numbers[i] != numbers[worst.getAsInt()]
                            && better.worse(numbers[i], numbers[worst.getAsInt()]) == numbers[i];
            if (!Double.isNaN(numbers[i]) && worse) {
                worst = OptionalInt.of(i);
            }
        }
        return worst;
    }

    int meeting() {
        return measure.must().map(must -> must.meeting(numbers)).orElse(0);
    }

    /** Whether the requirement is met; empty if there is none, or not all seeds are there. */
    Optional<Boolean> isMet() {
        return pending > 0 ? Optional.empty() : measure.must().map(must -> must.isMetBy(numbers, measure.direction()));
    }

    /** How the numbers of this row are written. */
    String format() {
        return Numbers.format(numbers);
    }
}
