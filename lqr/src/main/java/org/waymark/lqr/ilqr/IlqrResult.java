package org.waymark.lqr.ilqr;

import java.util.Optional;
import java.util.OptionalInt;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * What {@link IterativeLqr} found. Its parts belong together: the states are those that the model takes under the controls (but for the
 * {@code gap}), the cost is theirs, and so is the gradient.
 *
 * @param termination which stopping rule fired
 * @param states x̂_0…x̂_T, (T+1) × n
 * @param controls û_0…û_{T−1}, T × m, within the limits
 * @param gain K, T × m×n, of the controller û + K(x − x̂) about this trajectory; rows of controls at their limits are zero. After {@link
 *     Termination#NON_FINITE} and {@link Termination#NOT_POSITIVE_DEFINITE}, of the last pass that succeeded at each time step
 * @param controlHessian Q_uu with its regularisation, T × m×m
 * @param cost Σ_{t&lt;T} ℓ + ℓ_f
 * @param iterations how many were done
 * @param gradientNorm largest entry of u − P(u − ∂J/∂u), P the projection on the limits, relative to the terms ∂J/∂u is the sum of
 *     where they exceed 1; infinite if it could not be computed
 * @param gap largest entry of f(x̂_t,û_t) − x̂_{t+1}: zero, unless the states were guessed and it stopped before the gaps were closed
 * @param regularization μ at the end
 * @param failedAt the time step at which Q_uu was not positive definite, or where the number that is not finite was found
 * @param failure what was not finite
 */
public record IlqrResult(
        Termination termination,
        TimeVaryingMatrix states,
        TimeVaryingMatrix controls,
        TimeVaryingMatrix gain,
        TimeVaryingMatrix controlHessian,
        double cost,
        int iterations,
        double gradientNorm,
        double gap,
        double regularization,
        OptionalInt failedAt,
        Optional<NonFiniteException> failure) {

    /**
     * The time-varying linear-Gaussian controller u ~ N(Kx + k, Q_uu⁻¹), k = û − Kx̂: of maximum entropy for this cost (Levine and Koltun
     * 2013). It knows of no limits.
     *
     * @throws IllegalArgumentException if a Q_uu is not positive definite, with its time step
     */
    public LinearGaussianController controller() {
        int horizon = controls.steps();
        int m = controls.rows();
        int n = states.rows();
        double[] offset = new double[horizon * m];
        for (int t = 0; t < horizon; t++) {
            for (int a = 0; a < m; a++) {
                double sum = controls.get(t, a);
                for (int j = 0; j < n; j++) {
                    sum -= gain.get(t, a, j) * states.get(t, j);
                }
                offset[t * m + a] = sum;
            }
        }
        return LinearGaussianController.ofPrecision(
                gain, TimeVaryingMatrix.ofVectors(horizon, m, offset), controlHessian);
    }
}
