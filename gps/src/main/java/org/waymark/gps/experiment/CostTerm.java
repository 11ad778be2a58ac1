package org.waymark.gps.experiment;

import java.util.Optional;
import org.waymark.lqr.cost.Penalty;
import org.waymark.lqr.cost.Ramp;

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
     * @param penalty its shape; ½ Σ w d² if left out
     * @param timing its weight over time; the same at every step if left out
     * @param angles those of the entries, by their numbers in the state, that are angles in radians: d is taken the shorter way round;
     *     none if left out
     */
    record State(
            int[] indices,
            double[] target,
            double[] weights,
            Optional<Penalty> penalty,
            Optional<TimingOptions> timing,
            Optional<int[]> angles)
            implements CostTerm {}

    /**
     * A penalty on d = p(x) − target, p the plant's stacked end-effector points.
     *
     * @param target stacked target points, in metres
     * @param weights w, as many numbers
     * @param penalty its shape; ½ Σ w d² if left out
     * @param timing its weight over time; the same at every step if left out
     */
    record Points(double[] target, double[] weights, Optional<Penalty> penalty, Optional<TimingOptions> timing)
            implements CostTerm {}

    /**
     * A penalty on d = p_from(x) − p_to(x), the way from one site of a {@code mujoco} task to another.
     *
     * @param from one of task.sites
     * @param to another one
     * @param weights w, for x, y and z
     * @param penalty its shape; ½ Σ w d² if left out
     * @param timing its weight over time; the same at every step if left out
     */
    record Distance(String from, String to, double[] weights, Optional<Penalty> penalty, Optional<TimingOptions> timing)
            implements CostTerm {}

    /**
     * What the plant itself charges, if it belongs to a task, such as the {@code bench-} plants.
     *
     * @param weight factor, > 0; 1 if left out
     */
    record Task(Optional<Double> weight) implements CostTerm {
        public Task {
            if (weight.isPresent() && !(weight.get() > 0 && weight.get() < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("weight: expected > 0, found " + weight.get());
            }
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
