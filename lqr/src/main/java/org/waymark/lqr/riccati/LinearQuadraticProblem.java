package org.waymark.lqr.riccati;

import java.util.Arrays;
import org.waymark.lqr.Gaussian;
import org.waymark.lqr.LinearGaussianModel;
import org.waymark.lqr.NonFiniteException;
import org.waymark.lqr.QuadraticCost;
import org.waymark.lqr.RowMajor;
import org.waymark.lqr.TimeVaryingMatrix;
import org.waymark.lqr.solver.LqrBackwardPass;
import org.waymark.lqr.solver.LqrSolution;

/**
 * A plant and a cost that do not change with time:
 *
 * <pre>
 *   x' = Ax + Bu + f + w,  w ~ N(0, W);     ℓ(x, u) = ½xᵀQx + xᵀNu + ½uᵀRu + qᵀx + rᵀu + c
 * </pre>
 *
 * <p>Immutable: arrays are copied in and out. Solved without end by {@link InfiniteHorizonLqr}, for T steps by {@link #solve(int)}.
 */
public final class LinearQuadraticProblem {
    private final int n;
    private final int m;
    private final double[] a;
    private final double[] b;
    private final double[] q;
    private final double[] r;
    private final double[] cross;
    private final double[] drift;
    private final double[] noise;
    private final double[] gradient;
    private final double constant;

    private LinearQuadraticProblem(
            int n,
            int m,
            double[] a,
            double[] b,
            double[] q,
            double[] r,
            double[] cross,
            double[] drift,
            double[] noise,
            double[] gradient,
            double constant) {
        this.n = n;
        this.m = m;
        this.a = a;
        this.b = b;
        this.q = q;
        this.r = r;
        this.cross = cross;
        this.drift = drift;
        this.noise = noise;
        this.gradient = gradient;
        this.constant = constant;
    }

    /**
     * Regulation to the origin; N, f, W, q, r and c are zero.
     *
     * @param a A, n × n
     * @param b B, n × m
     * @param q Q, n × n, symmetric
     * @param r R, m × m, symmetric
     * @throws IllegalArgumentException naming the matrix, its expected and its found shape, or where Q or R is not symmetric
     * @throws NonFiniteException naming the matrix and the row-major index of an entry that is NaN or infinite
     */
    public static LinearQuadraticProblem of(double[][] a, double[][] b, double[][] q, double[][] r) {
        int n = RowMajor.rowCount("A", a);
        int m = RowMajor.colCount("B", b);
        return new LinearQuadraticProblem(
                n,
                m,
                RowMajor.read("A", a, n, n),
                RowMajor.read("B", b, n, m),
                RowMajor.readSymmetric("Q", q, n),
                RowMajor.readSymmetric("R", r, m),
                new double[n * m],
                new double[n],
                new double[n * n],
                new double[n + m],
                0);
    }

    /** @param newCross N, n × m */
    public LinearQuadraticProblem withCross(double[][] newCross) {
        return new LinearQuadraticProblem(
                n, m, a, b, q, r, RowMajor.read("N", newCross, n, m), drift, noise, gradient, constant);
    }

    /** @param newDrift f, [n] */
    public LinearQuadraticProblem withDrift(double... newDrift) {
        return new LinearQuadraticProblem(
                n, m, a, b, q, r, cross, vector("drift", newDrift, n), noise, gradient, constant);
    }

    /** @param newNoise W, n × n, symmetric positive semidefinite */
    public LinearQuadraticProblem withNoise(double[][] newNoise) {
        return new LinearQuadraticProblem(
                n, m, a, b, q, r, cross, drift, RowMajor.readSymmetric("W", newNoise, n), gradient, constant);
    }

    /**
     * @param stateGradient q, [n]
     * @param controlGradient r, [m]
     */
    public LinearQuadraticProblem withGradient(double[] stateGradient, double[] controlGradient) {
        double[] joined = Arrays.copyOf(vector("state gradient", stateGradient, n), n + m);
        System.arraycopy(vector("control gradient", controlGradient, m), 0, joined, n, m);
        return new LinearQuadraticProblem(n, m, a, b, q, r, cross, drift, noise, joined, constant);
    }

    /**
     * The same weights on the distance from a setpoint, in place of q, r and c. The setpoint need not be an equilibrium: what cannot be
     * reached is approached as far as it pays.
     *
     * @param state [n]
     * @param control [m]
     */
    public LinearQuadraticProblem around(double[] state, double[] control) {
        double[] y = Arrays.copyOf(vector("setpoint state", state, n), n + m);
        System.arraycopy(vector("setpoint control", control, m), 0, y, n, m);
        double[] joined = new double[n + m];
        double half = 0;
        TimeVaryingMatrix weight = TimeVaryingMatrix.of(1, n + m, n + m, stageHessian());
        weight.multiplyAdd(0, y, joined);
        for (int i = 0; i < n + m; i++) {
            half += 0.5 * y[i] * joined[i];
            joined[i] = -joined[i];
        }
        return new LinearQuadraticProblem(n, m, a, b, q, r, cross, drift, noise, joined, half);
    }

    public int stateSize() {
        return n;
    }

    public int controlSize() {
        return m;
    }

    /** A, n × n. */
    public double[][] a() {
        return RowMajor.rows(a, n, n);
    }

    /** B, n × m. */
    public double[][] b() {
        return RowMajor.rows(b, n, m);
    }

    /** Q, n × n. */
    public double[][] q() {
        return RowMajor.rows(q, n, n);
    }

    /** R, m × m. */
    public double[][] r() {
        return RowMajor.rows(r, m, m);
    }

    /** N, n × m. */
    public double[][] cross() {
        return RowMajor.rows(cross, n, m);
    }

    /** f, [n]. */
    public double[] drift() {
        return drift.clone();
    }

    /** W, n × n. */
    public double[][] noise() {
        return RowMajor.rows(noise, n, n);
    }

    /** [q; r], [n+m]. */
    public double[] gradient() {
        return gradient.clone();
    }

    /** c. */
    public double constant() {
        return constant;
    }

    /** The plant over T steps. */
    public LinearGaussianModel model(int horizon, Gaussian initialState) {
        double[] transition = new double[n * (n + m)];
        for (int i = 0; i < n; i++) {
            System.arraycopy(a, i * n, transition, i * (n + m), n);
            System.arraycopy(b, i * m, transition, i * (n + m) + n, m);
        }
        return new LinearGaussianModel(
                TimeVaryingMatrix.constant(horizon, n, n + m, transition),
                TimeVaryingMatrix.constant(horizon, n, 1, drift),
                TimeVaryingMatrix.constant(horizon, n, n, noise),
                initialState);
    }

    /**
     * The cost over T steps, with ½x_TᵀQ_f x_T at the end.
     *
     * @param finalWeight Q_f, n × n, symmetric
     */
    public QuadraticCost cost(int horizon, double[][] finalWeight) {
        return new QuadraticCost(
                TimeVaryingMatrix.constant(horizon, n + m, n + m, stageHessian()),
                TimeVaryingMatrix.constant(horizon, n + m, 1, gradient),
                TimeVaryingMatrix.constant(horizon, 1, 1, new double[] {constant}),
                TimeVaryingMatrix.of(1, n, n, RowMajor.readSymmetric("final weight", finalWeight, n)),
                TimeVaryingMatrix.zeros(1, n, 1),
                0);
    }

    /** The optimal controls of T steps, with Q, q and c counted for x_T too. */
    public LqrSolution solve(int horizon) {
        QuadraticCost open = cost(horizon, RowMajor.rows(q, n, n));
        QuadraticCost closed = new QuadraticCost(
                open.hessian(),
                open.gradient(),
                open.constant(),
                open.finalHessian(),
                TimeVaryingMatrix.of(1, n, 1, Arrays.copyOf(gradient, n)),
                constant);
        return LqrBackwardPass.solve(model(horizon, new Gaussian(new double[n], new double[n * n])), closed);
    }

    private double[] stageHessian() {
        int size = n + m;
        double[] h = new double[size * size];
        for (int i = 0; i < n; i++) {
            System.arraycopy(q, i * n, h, i * size, n);
            for (int j = 0; j < m; j++) {
                h[i * size + n + j] = cross[i * m + j];
                h[(n + j) * size + i] = cross[i * m + j];
            }
        }
        for (int j = 0; j < m; j++) {
            System.arraycopy(r, j * m, h, (n + j) * size + n, m);
        }
        return h;
    }

    private static double[] vector(String name, double[] values, int size) {
        if (values.length != size) {
            throw new IllegalArgumentException(name + ": expected [" + size + "], found [" + values.length + "]");
        }
        NonFiniteException.check(name, values, -1);
        return values.clone();
    }
}
