package org.waymark.lqr.solver;

import java.util.OptionalInt;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * What {@link LqrBackwardPass} found: the optimal controller and its cost-to-go V_t(x) = ½xᵀV_t x + v_tᵀx + c_t, t = 0…T; or the time
 * step at which there is no minimum.
 */
public final class LqrSolution {
    private final int failedAt;
    private final LinearGaussianController controller;
    private final TimeVaryingMatrix valueHessian;
    private final TimeVaryingMatrix valueGradient;
    private final TimeVaryingMatrix valueConstant;

    LqrSolution(
            int failedAt,
            LinearGaussianController controller,
            TimeVaryingMatrix valueHessian,
            TimeVaryingMatrix valueGradient,
            TimeVaryingMatrix valueConstant) {
        this.failedAt = failedAt;
        this.controller = controller;
        this.valueHessian = valueHessian;
        this.valueGradient = valueGradient;
        this.valueConstant = valueConstant;
    }

    /** The last t at which Q_uu is not positive definite, if there is one; then there is nothing else to ask for. */
    public OptionalInt failedAt() {
        return failedAt < 0 ? OptionalInt.empty() : OptionalInt.of(failedAt);
    }

    /**
     * u = Kx + k minimises the expected cost; the covariances are Q_uu⁻¹, as is optimal if the entropies of u_t are a reward.
     *
     * @throws IllegalStateException if the pass failed
     */
    public LinearGaussianController controller() {
        return solved(controller);
    }

    /** V, T+1 × n×n. */
    public TimeVaryingMatrix valueHessian() {
        return solved(valueHessian);
    }

    /** v, T+1 × n. */
    public TimeVaryingMatrix valueGradient() {
        return solved(valueGradient);
    }

    /** c, T+1 × 1: with what the noise of the dynamics costs, and without any noise of the controls. */
    public TimeVaryingMatrix valueConstant() {
        return solved(valueConstant);
    }

    /** V_t(x). */
    public double value(int t, double[] state) {
        double sum = valueConstant().get(t, 0);
        for (int i = 0; i < state.length; i++) {
            double row = valueGradient.get(t, i);
            for (int j = 0; j < state.length; j++) {
                row += 0.5 * valueHessian.get(t, i, j) * state[j];
            }
            sum += row * state[i];
        }
        return sum;
    }

    private <T> T solved(T part) {
        if (failedAt >= 0) {
            throw new IllegalStateException("the backward pass failed at t = " + failedAt);
        }
        return part;
    }
}
