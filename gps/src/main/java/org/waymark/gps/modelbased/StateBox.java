package org.waymark.gps.modelbased;

import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.TimeVaryingMatrix;

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
        int n = episodes.get(0).rollout().stateSize();
        double[] lower = new double[n];
        double[] upper = new double[n];
        Arrays.fill(lower, Double.POSITIVE_INFINITY);
        Arrays.fill(upper, Double.NEGATIVE_INFINITY);
        for (Episode episode : episodes) {
            TimeVaryingMatrix states = episode.rollout().states();
            for (int t = 0; t < states.steps(); t++) {
                for (int i = 0; i < n; i++) {
                    lower[i] = Math.min(lower[i], states.get(t, i));
                    upper[i] = Math.max(upper[i], states.get(t, i));
                }
            }
        }
        for (int i = 0; i < n; i++) {
            double margin = room * (upper[i] - lower[i]);
            lower[i] -= margin;
            upper[i] += margin;
        }
        return new StateBox(lower, upper);
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
