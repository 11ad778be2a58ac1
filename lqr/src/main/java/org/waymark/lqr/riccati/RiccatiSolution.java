package org.waymark.lqr.riccati;

import org.waymark.lqr.RowMajor;

/**
 * What {@link DiscreteRiccati} found: the stabilising X with its gain, or why there is none.
 *
 * <p>Immutable: arrays are fresh copies. All but {@link #status} and {@link #message} throw {@link IllegalStateException} with the
 * message if the equation was not solved.
 */
public final class RiccatiSolution {
    private final RiccatiStatus status;
    private final String message;
    private final int n;
    private final int m;
    private final double[] value;
    private final double[] gain;
    private final double[] controlHessian;
    private final double spectralRadius;
    private final double residual;
    private final double error;

    /** A solution; arrays are row-major and kept. */
    RiccatiSolution(
            int m,
            double[] value,
            double[] gain,
            double[] controlHessian,
            double spectralRadius,
            double residual,
            double error) {
        this.status = RiccatiStatus.SOLVED;
        this.message = "solved; relative error about " + error + ", spectral radius " + spectralRadius;
        this.m = m;
        this.n = gain.length / m;
        this.value = value;
        this.gain = gain;
        this.controlHessian = controlHessian;
        this.spectralRadius = spectralRadius;
        this.residual = residual;
        this.error = error;
    }

    /** A failure. */
    RiccatiSolution(RiccatiStatus status, String message) {
        this.status = status;
        this.message = message;
        this.n = 0;
        this.m = 0;
        this.value = null;
        this.gain = null;
        this.controlHessian = null;
        this.spectralRadius = Double.NaN;
        this.residual = Double.NaN;
        this.error = Double.NaN;
    }

    public RiccatiStatus status() {
        return status;
    }

    public boolean solved() {
        return status == RiccatiStatus.SOLVED;
    }

    /** One sentence for people: numbers of the solution, or what is wrong with which eigenvalue. */
    public String message() {
        return message;
    }

    /** X, n × n, symmetric; ½xᵀXx is the cost of regulating from x. */
    public double[][] value() {
        requireSolved();
        return RowMajor.rows(value, n, n);
    }

    /** K, m × n, of the optimal u = Kx, with a plus. */
    public double[][] gain() {
        requireSolved();
        return RowMajor.rows(gain, m, n);
    }

    /** R + BᵀXB, m × m, symmetric positive definite: the curvature of the cost-to-go in u. */
    public double[][] controlHessian() {
        requireSolved();
        return RowMajor.rows(controlHessian, m, m);
    }

    /** The largest |λ| of A + BK, &lt; 1. */
    public double spectralRadius() {
        requireSolved();
        return spectralRadius;
    }

    /**
     * ‖right side − X‖ / ‖X‖ of the equation for X as returned, by Frobenius norms in balanced units.
     *
     * <p>For a nearly unstabilisable plant even the exact X, rounded, leaves up to 1e-16 ‖A + BK‖², or has no residual at all because its
     * R + BᵀXB is not positive definite (infinity): look at {@link #error} then. {@link #gain} comes from X before rounding.
     */
    public double residual() {
        requireSolved();
        return residual;
    }

    /** ‖next Newton step‖ / ‖X‖, an estimate of the relative error of X before it was rounded. */
    public double error() {
        requireSolved();
        return error;
    }

    private void requireSolved() {
        if (status != RiccatiStatus.SOLVED) {
            throw new IllegalStateException("Riccati equation: " + message);
        }
    }
}
