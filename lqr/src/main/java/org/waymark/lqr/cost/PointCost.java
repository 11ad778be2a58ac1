package org.waymark.lqr.cost;

import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/**
 * A penalty of d = p(x) − target, where p are points on the body such as an end effector, with weights w_i · ramp(t).
 *
 * <p>With J = ∂p/∂x and the penalty's derivatives d₁, D₂ with respect to d, the gradient is Jᵀd₁, exactly, and the Hessian JᵀD₂J:
 * Gauss–Newton, the second derivatives of p are left out (Nocedal and Wright 2006, section 10.3).
 *
 * <p>Immutable. The final state x_T costs nothing unless {@link #atFinalState} says so.
 */
public final class PointCost implements Cost {
    private final PointMap points;
    private final double[] target;
    private final double[] weights;
    private final Penalty penalty;
    private final TimeWeights timeWeights;
    private final double finalStateWeight;
    private final ThreadLocal<Workspace> workspaces;

    /**
     * @param points p
     * @param target [points.size()], metres; not modified, not kept
     * @param weights w, [points.size()], ≥ 0; not modified, not kept
     */
    public PointCost(PointMap points, double[] target, double[] weights, Penalty penalty, TimeWeights timeWeights) {
        this(points, target.clone(), weights.clone(), penalty, timeWeights, 0);
    }

    private PointCost(
            PointMap points,
            double[] target,
            double[] weights,
            Penalty penalty,
            TimeWeights timeWeights,
            double finalStateWeight) {
        Require.length("point cost: target", target.length, points.size());
        Require.length("point cost: weights", weights.length, points.size());
        Require.finite("point cost: target", target);
        Require.nonNegative("point cost: weights", weights);
        Require.nonNegative("point cost: weight at the final state", finalStateWeight);
        this.points = points;
        this.target = target;
        this.weights = weights;
        this.penalty = penalty;
        this.timeWeights = timeWeights;
        this.finalStateWeight = finalStateWeight;
        int size = points.size();
        int stateSize = points.stateSize();
        this.workspaces = ThreadLocal.withInitial(() -> new Workspace(size, stateSize));
    }

    /** The same cost, with ℓ_f(x_T) = {@code weight} times the penalty at x_T under the weights w, no ramp. */
    public PointCost atFinalState(double weight) {
        return new PointCost(points, target, weights, penalty, timeWeights, weight);
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
        if (ramp == 0) {
            return penalty.valueWithoutWeights();
        }
        Workspace w = error(state, ramp);
        return penalty.value(w.error, w.weights);
    }

    private void expand(double[] state, double ramp, double weight, StageExpansion into) {
        if (ramp == 0) {
            into.addValue(weight * penalty.valueWithoutWeights());
            return;
        }
        Workspace w = error(state, ramp);
        into.addValue(weight * penalty.expand(w.error, w.weights, w.gradient, w.hessian));
        int active = w.findActiveColumns();
        w.multiplyHessianByJacobian(active);
        for (int a = 0; a < active; a++) {
            int i = w.columns[a];
            into.addGradient(i, weight * w.gradientEntry(i));
            for (int b = 0; b <= a; b++) {
                int j = w.columns[b];
                double h = weight * w.hessianEntry(i, j);
                into.addHessian(i, j, h);
                if (i != j) {
                    into.addHessian(j, i, h);
                }
            }
        }
    }

    private Workspace error(double[] state, double ramp) {
        Require.length("point cost: state", state.length, points.stateSize());
        Workspace w = workspaces.get();
        points.evaluate(state, w.error, w.jacobian);
        for (int i = 0; i < target.length; i++) {
            w.error[i] -= target[i];
            w.weights[i] = ramp * weights[i];
        }
        return w;
    }

    private static final class Workspace {
        final int size;
        final int stateSize;
        final double[] error;
        final double[] weights;
        final double[] gradient;
        final double[] hessian;
        final double[] jacobian;
        final double[] hessianTimesJacobian;
        /** The columns of J that are not all zeros, ascending; as many as {@link #findActiveColumns} said. */
        final int[] columns;

        Workspace(int size, int stateSize) {
            this.size = size;
            this.stateSize = stateSize;
            error = new double[size];
            weights = new double[size];
            gradient = new double[size];
            hessian = new double[size * size];
            jacobian = new double[size * stateSize];
            hessianTimesJacobian = new double[size * stateSize];
            columns = new int[stateSize];
        }

        int findActiveColumns() {
            int active = 0;
            for (int i = 0; i < stateSize; i++) {
                for (int p = 0; p < size; p++) {
                    if (jacobian[p * stateSize + i] != 0) {
                        columns[active++] = i;
                        break;
                    }
                }
            }
            return active;
        }

        /** D₂J, in its active columns. */
        void multiplyHessianByJacobian(int active) {
            for (int p = 0; p < size; p++) {
                for (int a = 0; a < active; a++) {
                    int i = columns[a];
                    double sum = 0;
                    for (int r = 0; r < size; r++) {
                        sum += hessian[p * size + r] * jacobian[r * stateSize + i];
                    }
                    hessianTimesJacobian[p * stateSize + i] = sum;
                }
            }
        }

        /** (Jᵀd₁)_i. */
        double gradientEntry(int i) {
            double sum = 0;
            for (int p = 0; p < size; p++) {
                sum += jacobian[p * stateSize + i] * gradient[p];
            }
            return sum;
        }

        /** (JᵀD₂J)_ij. */
        double hessianEntry(int i, int j) {
            double sum = 0;
            for (int p = 0; p < size; p++) {
                sum += jacobian[p * stateSize + i] * hessianTimesJacobian[p * stateSize + j];
            }
            return sum;
        }
    }
}
