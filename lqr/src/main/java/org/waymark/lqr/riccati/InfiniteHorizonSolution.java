package org.waymark.lqr.riccati;

import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.RowMajor;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * What {@link InfiniteHorizonLqr} found: the controller u = Kx + k, its relative value ½xᵀXx + vᵀx and its mean cost λ of a step.
 *
 * <p>Immutable: arrays are fresh copies. All but {@link #status} and {@link #message} throw {@link IllegalStateException} if there is no
 * such controller.
 */
public final class InfiniteHorizonSolution {
    private final RiccatiSolution riccati;
    private final double[] offset;
    private final double[] valueGradient;
    private final double meanCost;
    private final double[] restState;
    private final double[] restControl;

    InfiniteHorizonSolution(
            RiccatiSolution riccati,
            double[] offset,
            double[] valueGradient,
            double meanCost,
            double[] restState,
            double[] restControl) {
        this.riccati = riccati;
        this.offset = offset;
        this.valueGradient = valueGradient;
        this.meanCost = meanCost;
        this.restState = restState;
        this.restControl = restControl;
    }

    public RiccatiStatus status() {
        return riccati.status();
    }

    public boolean solved() {
        return riccati.solved();
    }

    /** One sentence for people. */
    public String message() {
        return riccati.message();
    }

    /** The solution of the Riccati equation: X, K, R + BᵀXB, spectral radius, residual. */
    public RiccatiSolution riccati() {
        return riccati;
    }

    /** K, m × n. */
    public double[][] gain() {
        return riccati.gain();
    }

    /** k, [m]. */
    public double[] offset() {
        return solved(offset).clone();
    }

    /** X, n × n. */
    public double[][] valueHessian() {
        return riccati.value();
    }

    /** v, [n]. */
    public double[] valueGradient() {
        return solved(valueGradient).clone();
    }

    /** λ, the mean cost of a step with the noise of the plant and without any noise of the controls. */
    public double meanCost() {
        riccati.value();
        return meanCost;
    }

    /** Where the closed loop comes to rest without noise, [n]. */
    public double[] restState() {
        return solved(restState).clone();
    }

    /** The control that keeps it there, [m]. */
    public double[] restControl() {
        return solved(restControl).clone();
    }

    /**
     * The controller of the maximum-entropy problem E[Σℓ] − τ Σ entropy(u_t), the same at every t: u ~ N(Kx + k, τ(R + BᵀXB)⁻¹). Ziebart
     * 2010, section 6; Levine and Abbeel 2014, section 3, for τ = 1.
     *
     * @param horizon T ≥ 1 of the returned controller
     * @param temperature τ > 0, in units of cost per nat
     */
    public LinearGaussianController controller(int horizon, double temperature) {
        if (!(temperature > 0) || Double.isInfinite(temperature)) {
            throw new IllegalArgumentException("temperature: expected a finite number > 0, found " + temperature);
        }
        if (horizon < 1) {
            throw new IllegalArgumentException("horizon: expected at least 1, found " + horizon);
        }
        double[][] gain = gain();
        int m = gain.length;
        int n = gain[0].length;
        double[] precision = RowMajor.read("R + BᵀXB", riccati.controlHessian(), m, m);
        for (int i = 0; i < precision.length; i++) {
            precision[i] /= temperature;
        }
        return LinearGaussianController.ofPrecision(
                TimeVaryingMatrix.constant(horizon, m, n, RowMajor.read("K", gain, m, n)),
                TimeVaryingMatrix.constant(horizon, m, 1, offset),
                TimeVaryingMatrix.constant(horizon, m, m, precision));
    }

    private double[] solved(double[] part) {
        riccati.value();
        return part;
    }
}
