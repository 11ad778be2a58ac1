package org.waymark.gps.study;

/** What the plot of a study shows. */
public sealed interface PlotOptions {
    /**
     * A metric's course: a line for the mean over the seeds of a variant, a band around it.
     *
     * @param metric a key of {@code metrics.jsonl}
     * @param band what the band shows
     * @param against what it is drawn over
     * @param from the first iteration that is drawn, ≥ 1
     */
    record Curve(String metric, Band band, Effort against, int from) implements PlotOptions {
        public Curve {
            Measure.requireMetric(metric);
            if (from < 1) {
                throw new IllegalArgumentException("from: expected ≥ 1, found " + from);
            }
        }

        public static Curve defaults() {
            return new Curve("policy/cost", Band.RANGE, Effort.ITERATION, 1);
        }
    }

    /**
     * A measure: a point for each seed, and each variant's mean with its interval.
     *
     * @param measure the name of one of the study's measures
     */
    record Points(String measure) implements PlotOptions {}

    /** What a band shows. */
    enum Band {
        /** From the lowest to the highest seed. */
        RANGE,
        /** The 95 % interval of the mean. */
        INTERVAL
    }
}
