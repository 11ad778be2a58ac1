package org.waymark.lqr;

import org.waymark.lqr.matrix.Cholesky;

/**
 * A time-varying linear-Gaussian controller: u_t ~ N(K_t x + k_t, C_t), on absolute x.
 *
 * <p>Immutable. The factor and the inverse of each C_t are computed once, here.
 */
public final class LinearGaussianController implements Controller {
    private final TimeVaryingMatrix gain;
    private final TimeVaryingMatrix offset;
    private final TimeVaryingMatrix covariance;
    private final TimeVaryingMatrix choleskyLower;
    private final TimeVaryingMatrix precision;

    /**
     * @param gain K, T × m×n
     * @param offset k, T × m
     * @param covariance C, T × m×m, symmetric positive definite
     * @throws IllegalArgumentException if shapes disagree or a covariance is not positive definite, with its t
     */
    public LinearGaussianController(TimeVaryingMatrix gain, TimeVaryingMatrix offset, TimeVaryingMatrix covariance) {
        int horizon = gain.steps();
        int m = gain.rows();
        this.gain = gain;
        this.offset = offset.requireShape("offset", horizon, m, 1);
        this.covariance = covariance.requireShape("covariance", horizon, m, m);
        NonFiniteException.check("controller gain", gain.toArray(), -1);
        NonFiniteException.check("controller offset", offset.toArray(), -1);
        double[] factor = covariance.toArray();
        double[] inverse = new double[factor.length];
        for (int t = 0; t < horizon; t++) {
            int at = t * m * m;
            if (!Cholesky.factor(factor, at, m)) {
                throw new IllegalArgumentException("covariance[" + t + "]: not positive definite");
            }
            Cholesky.invert(factor, at, m, inverse, at);
        }
        this.choleskyLower = TimeVaryingMatrix.of(horizon, m, m, factor);
        this.precision = TimeVaryingMatrix.of(horizon, m, m, inverse);
    }

    @Override
    public int horizon() {
        return gain.steps();
    }

    @Override
    public int stateSize() {
        return gain.cols();
    }

    @Override
    public int controlSize() {
        return gain.rows();
    }

    @Override
    public void mean(double[] state, int t, double[] control) {
        for (int i = 0; i < control.length; i++) {
            double sum = offset.get(t, i);
            for (int j = 0; j < state.length; j++) {
                sum += gain.get(t, i, j) * state[j];
            }
            control[i] = sum;
        }
    }

    @Override
    public double[] covariance(int t) {
        return covariance.step(t);
    }

    /** K, T × m×n. */
    public TimeVaryingMatrix gain() {
        return gain;
    }

    /** k, T × m. */
    public TimeVaryingMatrix offset() {
        return offset;
    }

    /** C, T × m×m. */
    public TimeVaryingMatrix covariance() {
        return covariance;
    }

    /** L with C = L Lᵀ, T × m×m, lower triangular. */
    public TimeVaryingMatrix choleskyLower() {
        return choleskyLower;
    }

    /** C⁻¹, T × m×m. */
    public TimeVaryingMatrix precision() {
        return precision;
    }
}
