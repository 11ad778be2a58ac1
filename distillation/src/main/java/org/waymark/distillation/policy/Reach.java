package org.waymark.distillation.policy;

/**
 * The box of the observations of a first iteration.
 *
 * @param lower [p]; not modified
 * @param upper [p]; not modified
 */
public record Reach(double[] lower, double[] upper) {
    static Reach of(Visits visits) {
        int p = visits.observationSize();
        double[] observations = visits.observations();
        double[] lower = new double[p];
        double[] upper = new double[p];
        for (int i = 0; i < observations.length; i++) {
            boolean first = i < p;
            lower[i % p] = first ? observations[i] : Math.min(lower[i % p], observations[i]);
            upper[i % p] = first ? observations[i] : Math.max(upper[i % p], observations[i]);
        }
        return new Reach(lower, upper);
    }

    /** Whether an observation, at {@code at}, lies in the box once that is so many times as wide. */
    boolean holds(double[] observations, int at, double times) {
        for (int i = 0; i < lower.length; i++) {
            double middle = 0.5 * (lower[i] + upper[i]);
            if (Math.abs(observations[at + i] - middle) > times * 0.5 * (upper[i] - lower[i])) {
                return false;
            }
        }
        return true;
    }
}
