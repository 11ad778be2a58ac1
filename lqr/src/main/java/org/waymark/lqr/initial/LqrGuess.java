package org.waymark.lqr.initial;

import java.util.Arrays;
import java.util.Objects;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.matrix.Cholesky;

/**
 * The linear-quadratic regulator of a guessed plant, holding it around where it starts.
 *
 * <p>Guess: each control drives one double integrator, q' = q + Δt q̇ + Δt²(g u + a), q̇' = q̇ + Δt(g u + a), and all other entries of
 * the state become 0. With y = [x;u] and y_0 = [x_0;0], the cost of step t is
 *
 * <pre>
 *   (½yᵀLy − y_0ᵀLy) · (t = T−1 ? finalWeight : 1),   L = diag(stiffness, stiffness·velocityStiffness, 0, 1) / variance.
 * </pre>
 *
 * <p>The controller is u ~ N(Kx + k, Q_uu⁻¹), of the maximum-entropy problem for this cost (Levine and Abbeel 2014, section 3), so
 * {@code variance} is that of the controls where nothing else matters.
 *
 * <p>The state is read as [positions, velocities, …]: control i acts on position i and its velocity.
 *
 * @param gains g, [m], or [1] for the same value everywhere: acceleration per unit of control, not 0
 * @param accelerations a, [m] or [1]: acceleration without control
 * @param variance of the controls, > 0
 * @param stiffness weight of the positions, ≥ 0
 * @param velocityStiffness weight of the velocities as a multiple of {@code stiffness}, ≥ 0
 * @param finalWeight factor of the cost at t = T−1, > 0
 */
public record LqrGuess(
        double[] gains,
        double[] accelerations,
        double variance,
        double stiffness,
        double velocityStiffness,
        double finalWeight) {
    public LqrGuess {
        requireFinite("gains", gains);
        requireFinite("accelerations", accelerations);
        gains = gains.clone();
        accelerations = accelerations.clone();
        Layout.positive("LQR guess: variance", variance);
        Layout.nonNegative("LQR guess: stiffness", stiffness);
        Layout.nonNegative("LQR guess: velocityStiffness", velocityStiffness);
        Layout.positive("LQR guess: finalWeight", finalWeight);
    }

    /** Gains 1, no acceleration, variance 1, stiffness 1, velocity factor 0.5, final weight 1. */
    public static LqrGuess defaults() {
        return new LqrGuess(new double[] {1}, new double[] {0}, 1, 1, 0.5, 1);
    }

    public LqrGuess withGains(double... newGains) {
        return new LqrGuess(newGains, accelerations, variance, stiffness, velocityStiffness, finalWeight);
    }

    public LqrGuess withAccelerations(double... newAccelerations) {
        return new LqrGuess(gains, newAccelerations, variance, stiffness, velocityStiffness, finalWeight);
    }

    public LqrGuess withVariance(double newVariance) {
        return new LqrGuess(gains, accelerations, newVariance, stiffness, velocityStiffness, finalWeight);
    }

    public LqrGuess withStiffness(double newStiffness) {
        return new LqrGuess(gains, accelerations, variance, newStiffness, velocityStiffness, finalWeight);
    }

    public LqrGuess withVelocityStiffness(double newVelocityStiffness) {
        return new LqrGuess(gains, accelerations, variance, stiffness, newVelocityStiffness, finalWeight);
    }

    public LqrGuess withFinalWeight(double newFinalWeight) {
        return new LqrGuess(gains, accelerations, variance, stiffness, velocityStiffness, newFinalWeight);
    }

    @Override
    public double[] gains() {
        return gains.clone();
    }

    @Override
    public double[] accelerations() {
        return accelerations.clone();
    }

    /**
     * The controller for a state of m positions, m velocities, and others.
     *
     * @param initialState x_0, [n], n ≥ 2m; not modified
     * @param controlSize m
     * @param horizon T
     * @param timeStep Δt, seconds
     */
    public LinearGaussianController controller(double[] initialState, int controlSize, int horizon, double timeStep) {
        return controller(initialState, controlSize, controlSize, horizon, timeStep);
    }

    /**
     * The controller for a state of {@code positions} positions, as many velocities, and others, of which the first m positions are
     * driven by the m controls.
     *
     * @param initialState x_0, [n], n ≥ positions + m; not modified
     * @param controlSize m ≤ positions
     * @param positions number of positions before the first velocity
     * @param horizon T
     * @param timeStep Δt, seconds
     */
    public LinearGaussianController controller(
            double[] initialState, int controlSize, int positions, int horizon, double timeStep) {
        Layout layout = new Layout("LQR guess", initialState.length, controlSize, positions, horizon);
        Layout.positive("LQR guess: timeStep", timeStep);
        return new Regulator(this, initialState, layout, timeStep).solve();
    }

    private double gain(int i) {
        return gains[gains.length == 1 ? 0 : i];
    }

    private double acceleration(int i) {
        return accelerations[accelerations.length == 1 ? 0 : i];
    }

    private static void requireFinite(String name, double[] values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("LQR guess: " + name + ": expected at least one number, found none");
        }
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "LQR guess: " + name + "[" + i + "]: expected a finite number, found " + values[i]);
            }
        }
    }

    private static void requireSize(String name, double[] values, int m) {
        if (values.length != 1 && values.length != m) {
            throw new IllegalArgumentException(
                    "LQR guess: " + name + ": expected 1 or " + m + " numbers, found " + values.length);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LqrGuess g
                && Arrays.equals(gains, g.gains)
                && Arrays.equals(accelerations, g.accelerations)
                && variance == g.variance
                && stiffness == g.stiffness
                && velocityStiffness == g.velocityStiffness
                && finalWeight == g.finalWeight;
    }

    @Override
    public int hashCode() {
        return Objects.hash(
                Arrays.hashCode(gains),
                Arrays.hashCode(accelerations),
                variance,
                stiffness,
                velocityStiffness,
                finalWeight);
    }

    /** The Riccati recursion; it runs once for each cluster, so it is written plainly. */
    private static final class Regulator {
        private final int n;
        private final int m;
        private final int horizon;
        private final double finalWeight;
        private final DMatrixRMaj transition;
        private final DMatrixRMaj drift;
        private final DMatrixRMaj stageHessian;
        private final DMatrixRMaj stageGradient;
        private final double[] gain;
        private final double[] offset;
        private final double[] covariance;
        private DMatrixRMaj vxx;
        private DMatrixRMaj vx;

        Regulator(LqrGuess guess, double[] initialState, Layout layout, double dt) {
            n = layout.stateSize();
            m = layout.controlSize();
            horizon = layout.horizon();
            finalWeight = guess.finalWeight;
            requireSize("gains", guess.gains, m);
            requireSize("accelerations", guess.accelerations, m);
            transition = new DMatrixRMaj(n, n + m);
            drift = new DMatrixRMaj(n, 1);
            stageHessian = new DMatrixRMaj(n + m, n + m);
            stageGradient = new DMatrixRMaj(n + m, 1);
            for (int i = 0; i < m; i++) {
                int v = layout.velocity(i);
                transition.set(i, i, 1);
                transition.set(i, v, dt);
                transition.set(i, n + i, dt * dt * guess.gain(i));
                transition.set(v, v, 1);
                transition.set(v, n + i, dt * guess.gain(i));
                drift.set(i, 0, dt * dt * guess.acceleration(i));
                drift.set(v, 0, dt * guess.acceleration(i));
                stageHessian.set(i, i, guess.stiffness / guess.variance);
                stageHessian.set(v, v, guess.stiffness * guess.velocityStiffness / guess.variance);
                stageHessian.set(n + i, n + i, 1 / guess.variance);
            }
            for (int i = 0; i < n; i++) {
                stageGradient.set(i, 0, -stageHessian.get(i, i) * initialState[i]);
            }
            gain = new double[horizon * m * n];
            offset = new double[horizon * m];
            covariance = new double[horizon * m * m];
            vxx = new DMatrixRMaj(n, n);
            vx = new DMatrixRMaj(n, 1);
        }

        LinearGaussianController solve() {
            for (int t = horizon - 1; t >= 0; t--) {
                step(t, t == horizon - 1 ? finalWeight : 1);
            }
            return new LinearGaussianController(
                    TimeVaryingMatrix.of(horizon, m, n, gain),
                    TimeVaryingMatrix.of(horizon, m, 1, offset),
                    TimeVaryingMatrix.of(horizon, m, m, covariance));
        }

        private void step(int t, double weight) {
            // Q = w L + Fᵀ V F
            DMatrixRMaj vf = new DMatrixRMaj(n, n + m);
            CommonOps_DDRM.mult(vxx, transition, vf);
            DMatrixRMaj q = new DMatrixRMaj(n + m, n + m);
            CommonOps_DDRM.multTransA(transition, vf, q);
            CommonOps_DDRM.addEquals(q, weight, stageHessian);
            // q = w l + Fᵀ (v + V f)
            DMatrixRMaj next = vx.copy();
            CommonOps_DDRM.multAdd(vxx, drift, next);
            DMatrixRMaj linear = new DMatrixRMaj(n + m, 1);
            CommonOps_DDRM.multTransA(transition, next, linear);
            CommonOps_DDRM.addEquals(linear, weight, stageGradient);

            DMatrixRMaj quu = CommonOps_DDRM.extract(q, n, n + m, n, n + m);
            DMatrixRMaj qux = CommonOps_DDRM.extract(q, n, n + m, 0, n);
            DMatrixRMaj inverse = new DMatrixRMaj(m, m);
            if (!Cholesky.factor(quu.data, 0, m)) {
                throw new IllegalArgumentException("LQR guess: Quu is not positive definite at t = " + t
                        + "; the numbers are too far apart in size");
            }
            Cholesky.invert(quu.data, 0, m, inverse.data, 0);
            // K = −Quu⁻¹ Qux,  k = −Quu⁻¹ qu
            DMatrixRMaj gainAtT = new DMatrixRMaj(m, n);
            CommonOps_DDRM.mult(-1, inverse, qux, gainAtT);
            DMatrixRMaj offsetAtT = new DMatrixRMaj(m, 1);
            CommonOps_DDRM.mult(-1, inverse, CommonOps_DDRM.extract(linear, n, n + m, 0, 1), offsetAtT);
            System.arraycopy(gainAtT.data, 0, gain, t * m * n, m * n);
            System.arraycopy(offsetAtT.data, 0, offset, t * m, m);
            System.arraycopy(inverse.data, 0, covariance, t * m * m, m * m);
            // V = Qxx + Qxu K,  v = qx + Qxu k
            vxx = CommonOps_DDRM.extract(q, 0, n, 0, n);
            CommonOps_DDRM.multAddTransA(qux, gainAtT, vxx);
            symmetrise(vxx);
            vx = CommonOps_DDRM.extract(linear, 0, n, 0, 1);
            CommonOps_DDRM.multAddTransA(qux, offsetAtT, vx);
        }

        private static void symmetrise(DMatrixRMaj a) {
            for (int i = 0; i < a.numRows; i++) {
                for (int j = 0; j < i; j++) {
                    double mean = 0.5 * (a.get(i, j) + a.get(j, i));
                    a.set(i, j, mean);
                    a.set(j, i, mean);
                }
            }
        }
    }
}
