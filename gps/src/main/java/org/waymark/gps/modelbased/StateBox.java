package org.waymark.gps.modelbased;

import java.util.Arrays;
import java.util.List;

/**
 * Where imagined states may go: the least box around the real ones, with room around it, beyond which a learned model knows nothing.
 *
 * @param lower [n]
 * @param upper [n]
 */
public record StateBox(double[] lower, double[] upper) {
    public StateBox {
        lower = lower.clone();
        upper = upper.clone();
    }

    /**
     * @param episodes at least one
     * @param room how far the box reaches beyond the real states on each side, as a multiple of their range, ≥ 0
     */
    public static StateBox around(List<Episode> episodes, double room) {
        Survey survey = new Survey(episodes.get(0).rollout().stateSize());
        for (Episode episode : episodes) {
            double[] states = episode.rollout().states().toArray();
            for (int at = 0; at < states.length; at += survey.lower.length) {
                survey.add(states, at);
            }
        }
        return survey.box(room);
    }

    /** A box in the making: the least one around the states that were added. */
    public static final class Survey {
        private final double[] lower;
        private final double[] upper;

        public Survey(int stateSize) {
            lower = new double[stateSize];
            upper = new double[stateSize];
            Arrays.fill(lower, Double.POSITIVE_INFINITY);
            Arrays.fill(upper, Double.NEGATIVE_INFINITY);
        }

        /** @param at where the state begins in an array that holds it; not modified */
        public void add(double[] states, int at) {
            for (int i = 0; i < lower.length; i++) {
                lower[i] = Math.min(lower[i], states[at + i]);
                upper[i] = Math.max(upper[i], states[at + i]);
            }
        }

        /** @param room how far the box reaches beyond the states on each side, as a multiple of their range, ≥ 0 */
        public StateBox box(double room) {
            double[] below = new double[lower.length];
            double[] above = new double[lower.length];
            for (int i = 0; i < lower.length; i++) {
                double margin = room * (upper[i] - lower[i]);
                below[i] = lower[i] - margin;
                above[i] = upper[i] + margin;
            }
            return new StateBox(below, above);
        }
    }

    @Override
    public double[] lower() {
        return lower.clone();
    }

    @Override
    public double[] upper() {
        return upper.clone();
    }

    /** The value of an entry of the state, or the bound that it is beyond; NaN becomes the lower bound. */
    public double clamp(int entry, double value) {
        return value >= lower[entry] ? Math.min(value, upper[entry]) : lower[entry];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StateBox b && Arrays.equals(lower, b.lower) && Arrays.equals(upper, b.upper);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(lower) + Arrays.hashCode(upper);
    }

    @Override
    public String toString() {
        return "StateBox[" + Arrays.toString(lower) + ", " + Arrays.toString(upper) + "]";
    }
}
