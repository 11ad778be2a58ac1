package org.waymark.lqr.cost;

import java.util.Arrays;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/**
 * A penalty of d = x[indices] − target, with weights w_i · ramp(t).
 *
 * <p>Immutable. The final state x_T costs nothing unless {@link #atFinalState} says so.
 */
public final class StateCost implements Cost {
    private final int[] indices;
    private final double[] weights;
    private final double[] target;
    private final Penalty penalty;
    private final TimeWeights timeWeights;
    private final double finalStateWeight;
    private final int[] angles;
    private final int smallestState;
    private final ThreadLocal<Workspace> workspaces;

    /**
     * @param indices [k], entries of the state, each at most once; not modified, not kept
     * @param weights w, [k], ≥ 0; not modified, not kept
     * @param target [k], in the units of the state; not modified, not kept
     */
    public StateCost(int[] indices, double[] weights, double[] target, Penalty penalty, TimeWeights timeWeights) {
        this(indices.clone(), weights.clone(), target.clone(), penalty, timeWeights, 0, new int[0]);
    }

    private StateCost(
            int[] indices,
            double[] weights,
            double[] target,
            Penalty penalty,
            TimeWeights timeWeights,
            double finalStateWeight,
            int[] angles) {
        Require.length("state cost: weights", weights.length, indices.length);
        Require.length("state cost: target", target.length, indices.length);
        Require.nonNegative("state cost: weights", weights);
        Require.finite("state cost: target", target);
        Require.nonNegative("state cost: weight at the final state", finalStateWeight);
        if (Arrays.stream(indices).distinct().count() < indices.length) {
            throw new IllegalArgumentException("state cost: indices must differ, found " + Arrays.toString(indices));
        }
        if (Arrays.stream(indices).anyMatch(i -> i < 0)) {
            throw new IllegalArgumentException(
                    "state cost: indices must not be negative, found " + Arrays.toString(indices));
        }
        this.indices = indices;
        this.weights = weights;
        this.target = target;
        this.penalty = penalty;
        this.timeWeights = timeWeights;
        for (int angle : angles) {
            if (Arrays.stream(indices).noneMatch(index -> index == angle)) {
                throw new IllegalArgumentException("state cost: angles: expected some of indices "
                        + Arrays.toString(indices) + ", found " + angle);
            }
        }
        this.finalStateWeight = finalStateWeight;
        this.angles = angles;
        this.smallestState = 1 + Arrays.stream(indices).max().orElse(-1);
        int k = indices.length;
        this.workspaces = ThreadLocal.withInitial(() -> new Workspace(k));
    }

    /** The same cost, with ℓ_f(x_T) = {@code weight} times the penalty at x_T under the weights w, no ramp. */
    public StateCost atFinalState(double weight) {
        return new StateCost(indices, weights, target, penalty, timeWeights, weight, angles);
    }

    /**
     * The same cost, with d the shorter way round, within ±π, where an entry is an angle; not smooth half a turn from the target.
     *
     * @param entries those of the indices that are angles in radians; not modified, not kept
     */
    public StateCost withAngles(int... entries) {
        return new StateCost(indices, weights, target, penalty, timeWeights, finalStateWeight, entries.clone());
    }

    @Override
    public double running(double[] state, double[] control, int t) {
        return value(state, timeWeights.at(t));
    }

    @Override
    public double terminal(double[] state) {
        return finalStateWeight == 0 ? 0 : finalStateWeight * value(state, 1);
    }

    @Override
    public void expandRunning(double[] state, double[] control, int t, double weight, StageExpansion into) {
        expand(state, timeWeights.at(t), weight, into);
    }

    @Override
    public void expandTerminal(double[] state, double weight, StageExpansion into) {
        if (finalStateWeight != 0) {
            expand(state, 1, weight * finalStateWeight, into);
        }
    }

    private double value(double[] state, double ramp) {
        Workspace w = error(state, ramp);
        return penalty.value(w.error, w.weights);
    }

    private void expand(double[] state, double ramp, double weight, StageExpansion into) {
        Workspace w = error(state, ramp);
        into.addValue(weight * penalty.expand(w.error, w.weights, w.gradient, w.hessian));
        int k = indices.length;
        for (int i = 0; i < k; i++) {
            into.addGradient(indices[i], weight * w.gradient[i]);
            for (int j = 0; j < k; j++) {
                double h = w.hessian[i * k + j];
                if (h != 0) {
                    into.addHessian(indices[i], indices[j], weight * h);
                }
            }
        }
    }

    private Workspace error(double[] state, double ramp) {
        if (state.length < smallestState) {
            throw new IllegalArgumentException(
                    "state cost: index " + (smallestState - 1) + " is beyond a state of " + state.length + " numbers");
        }
        Workspace w = workspaces.get();
        for (int i = 0; i < indices.length; i++) {
            double d = state[indices[i]] - target[i];
            w.error[i] = isAngle(indices[i]) ? Math.IEEEremainder(d, 2 * Math.PI) : d;
            w.weights[i] = ramp * weights[i];
        }
        return w;
    }

    private boolean isAngle(int index) {
        for (int angle : angles) {
            if (angle == index) {
                return true;
            }
        }
        return false;
    }

    private static final class Workspace {
        final double[] error;
        final double[] weights;
        final double[] gradient;
        final double[] hessian;

        Workspace(int k) {
            error = new double[k];
            weights = new double[k];
            gradient = new double[k];
            hessian = new double[k * k];
        }
    }
}
