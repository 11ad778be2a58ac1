package org.waymark.gps.experiment;

import org.waymark.lqr.cost.Ramp;
import org.waymark.lqr.cost.Penalty;

/** One term of a cost. */
public sealed interface CostTerm {
    /**
     * ½ Σ w u².
     *
     * @param weights w, one per control
     */
    record Control(double[] weights) implements CostTerm {}

    /**
     * A penalty on d = x[indices] − target.
     *
     * @param indices entries of the state
     * @param target as many numbers
     * @param weights w, as many numbers
     * @param penalty its shape
     * @param timing its weight over time
     */
    record State(int[] indices, double[] target, double[] weights, PenaltyOptions penalty, TimingOptions timing)
            implements CostTerm {}

    /**
     * A penalty on d = p(x) − target, p the plant's stacked end-effector points.
     *
     * @param target stacked target points, in metres
     * @param weights w, as many numbers
     * @param penalty its shape
     * @param timing its weight over time
     */
    record Points(double[] target, double[] weights, PenaltyOptions penalty, TimingOptions timing)
            implements CostTerm {}

    /**
     * ½·l2·Σ w d² plus either l1·√(α + Σ(w d)²) or ½·l1·log(α + Σ(w d)²).
     *
     * @param kind which of the two
     */
    record PenaltyOptions(Penalty.Kind kind, double l1, double l2, double alpha) {
        public static PenaltyOptions defaults() {
            return new PenaltyOptions(Penalty.Kind.SMOOTH_L1, 0, 1, 1e-2);
        }
    }

    /**
     * A factor on w at each step, and on the penalty at the final state x_T.
     *
     * @param ramp its course
     * @param finalMultiplier further factor at the last step, t = T − 1
     * @param finalState factor on the penalty at x_T
     */
    record TimingOptions(Ramp ramp, double finalMultiplier, double finalState) {
        public static TimingOptions defaults() {
            return new TimingOptions(Ramp.CONSTANT, 1, 0);
        }
    }
}
