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
    private final boolean givenByPrecision;

    /**
     * @param gain K, T × m×n
     * @param offset k, T × m
     * @param covariance C, T × m×m, symmetric positive definite
     * @throws IllegalArgumentException if shapes disagree or a covariance is not positive definite, with its t
     */
    public LinearGaussianController(TimeVaryingMatrix gain, TimeVaryingMatrix offset, TimeVaryingMatrix covariance) {
        this(gain, offset, covariance, Factors.ofCovariance(covariance));
    }

    private LinearGaussianController(
            TimeVaryingMatrix gain, TimeVaryingMatrix offset, TimeVaryingMatrix covariance, Factors factors) {
        int horizon = gain.steps();
        int m = gain.rows();
        this.gain = gain;
        this.offset = offset.requireShape("offset", horizon, m, 1);
        this.covariance = covariance.requireShape("covariance", horizon, m, m);
        NonFiniteException.check("controller gain", gain.toArray(), -1);
        NonFiniteException.check("controller offset", offset.toArray(), -1);
        this.choleskyLower = factors.choleskyLower;
        this.precision = factors.precision;
        this.givenByPrecision = factors.ofPrecision;
    }

    /**
     * A controller given by its precisions C⁻¹, as an optimal controller is: C⁻¹ is the Hessian of Q in u. Each precision that
     * {@link Cholesky#factorUpper} accepts is accepted here, and {@link #precision()} returns it to the last bit.
     *
     * @param gain K, T × m×n
     * @param offset k, T × m
     * @param precision C⁻¹, T × m×m, symmetric positive definite
     * @throws IllegalArgumentException if shapes disagree or a precision is not positive definite, with its t
     */
    public static LinearGaussianController ofPrecision(
            TimeVaryingMatrix gain, TimeVaryingMatrix offset, TimeVaryingMatrix precision) {
        precision.requireShape("precision", gain.steps(), gain.rows(), gain.rows());
        int m = gain.rows();
        double[] upper = precision.toArray();
        double[] lower = new double[upper.length];
        double[] covariance = new double[upper.length];
        for (int t = 0; t < gain.steps(); t++) {
            int at = t * m * m;
            if (!Cholesky.factorUpper(upper, at, m)) {
                throw new IllegalArgumentException("precision[" + t + "]: not positive definite");
            }
            // C⁻¹ = U Uᵀ, so C = L Lᵀ with L = U⁻ᵀ
            Cholesky.invertTransposedUpper(upper, at, m, lower, at);
            Cholesky.square(lower, at, m, covariance, at);
        }
        return new LinearGaussianController(
                gain,
                offset,
                TimeVaryingMatrix.of(gain.steps(), m, m, covariance),
                new Factors(TimeVaryingMatrix.of(gain.steps(), m, m, lower), precision, true));
    }

    private record Factors(TimeVaryingMatrix choleskyLower, TimeVaryingMatrix precision, boolean ofPrecision) {
        static Factors ofCovariance(TimeVaryingMatrix covariance) {
            int horizon = covariance.steps();
            int m = covariance.rows();
            covariance.requireShape("covariance", horizon, m, m);
            double[] lower = covariance.toArray();
            double[] upper = new double[lower.length];
            double[] inverse = new double[lower.length];
            for (int t = 0; t < horizon; t++) {
                int at = t * m * m;
                if (!Cholesky.factor(lower, at, m)) {
                    throw new IllegalArgumentException("covariance[" + t + "]: not positive definite");
                }
                // C = L Lᵀ, so C⁻¹ = U Uᵀ with U = L⁻ᵀ: positive semidefinite whatever the rounding
                Cholesky.invertTransposedLower(lower, at, m, upper, at);
                Cholesky.square(upper, at, m, inverse, at);
            }
            return new Factors(
                    TimeVaryingMatrix.of(horizon, m, m, lower), TimeVaryingMatrix.of(horizon, m, m, inverse), false);
        }
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
        offset.read(t, control);
        gain.multiplyAdd(t, state, control);
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

    /** Whether C follows from C⁻¹, by {@link #ofPrecision}, or the other way round: made so again, this controller is the same to the last bit. */
    public boolean isGivenByPrecision() {
        return givenByPrecision;
    }
}
