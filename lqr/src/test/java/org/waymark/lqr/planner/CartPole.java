package org.waymark.lqr.planner;

import org.waymark.lqr.DifferentiableModel;

/**
 * Cart and pole, x = (p, θ, ṗ, ω), hanging at θ = 0: with D = M + m sin²θ,
 *
 * <pre>
 *   p̈ = (u + m sinθ (lω² + g cosθ))/D,   ω̇ = (−u cosθ − m l ω² cosθ sinθ − (M+m) g sinθ)/(l D);
 * </pre>
 *
 * Runge-Kutta of fourth order, the control held.
 */
final class CartPole implements DifferentiableModel {
    static final double CART_MASS = 1;
    static final double POLE_MASS = 0.2;
    private static final double LENGTH = 0.5;
    private static final double GRAVITY = 9.81;
    private static final int N = 4;
    private static final int SIZE = 5;
    private static final double[] WEIGHT = {1.0 / 6, 1.0 / 3, 1.0 / 3, 1.0 / 6};
    private static final double[] REACH = {0, 0.5, 0.5, 1};

    private final double cart;
    private final double pole;
    private final double step;
    private final double[] rate = new double[N];
    private final double[] at = new double[N];
    private final double[] partial = new double[2 * SIZE];
    private final double[] sensitivity = new double[N * SIZE];
    private final double[] slope = new double[N * SIZE];

    CartPole(double step) {
        this(CART_MASS, POLE_MASS, step);
    }

    CartPole(double cart, double pole, double step) {
        this.cart = cart;
        this.pole = pole;
        this.step = step;
    }

    @Override
    public int stateSize() {
        return N;
    }

    @Override
    public int controlSize() {
        return 1;
    }

    private void rate(double[] x, double u) {
        double s = Math.sin(x[1]);
        double c = Math.cos(x[1]);
        double d = cart + pole * s * s;
        rate[0] = x[2];
        rate[1] = x[3];
        rate[2] = (u + pole * s * (LENGTH * x[3] * x[3] + GRAVITY * c)) / d;
        rate[3] = (-u * c - pole * LENGTH * x[3] * x[3] * c * s - (cart + pole) * GRAVITY * s) / (LENGTH * d);
    }

    @Override
    public void next(double[] x, double[] u, int t, double[] next) {
        System.arraycopy(x, 0, next, 0, N);
        for (int stage = 0; stage < 4; stage++) {
            for (int i = 0; i < N; i++) {
                at[i] = x[i] + step * REACH[stage] * rate[i];
            }
            if (stage == 0) {
                System.arraycopy(x, 0, at, 0, N);
            }
            rate(at, u[0]);
            for (int i = 0; i < N; i++) {
                next[i] += step * WEIGHT[stage] * rate[i];
            }
        }
    }

    /** Rows of ∂p̈ and ∂ω̇ by (x, u). */
    private void partials(double[] x, double u) {
        double s = Math.sin(x[1]);
        double c = Math.cos(x[1]);
        double w = x[3];
        double d = cart + pole * s * s;
        double dTheta = 2 * pole * s * c;
        double p = u + pole * s * (LENGTH * w * w + GRAVITY * c);
        double q = -u * c - pole * LENGTH * w * w * c * s - (cart + pole) * GRAVITY * s;
        double pTheta = pole * (c * LENGTH * w * w + GRAVITY * (c * c - s * s));
        double qTheta = u * s - pole * LENGTH * w * w * (c * c - s * s) - (cart + pole) * GRAVITY * c;
        partial[1] = (pTheta - p / d * dTheta) / d;
        partial[3] = 2 * pole * s * LENGTH * w / d;
        partial[4] = 1 / d;
        partial[SIZE + 1] = (qTheta - q / d * dTheta) / (LENGTH * d);
        partial[SIZE + 3] = -2 * pole * w * c * s / d;
        partial[SIZE + 4] = -c / (LENGTH * d);
    }

    @Override
    public void jacobian(double[] x, double[] u, int t, double[] jacobian) {
        for (int i = 0; i < N; i++) {
            for (int j = 0; j < SIZE; j++) {
                jacobian[i * SIZE + j] = i == j ? 1 : 0;
            }
        }
        for (int stage = 0; stage < 4; stage++) {
            // ∂at/∂y = [I 0] + h·reach·slope of the stage before
            for (int i = 0; i < N; i++) {
                at[i] = x[i] + (stage == 0 ? 0 : step * REACH[stage] * rate[i]);
                for (int j = 0; j < SIZE; j++) {
                    double before = stage == 0 ? 0 : step * REACH[stage] * slope[i * SIZE + j];
                    sensitivity[i * SIZE + j] = (i == j ? 1 : 0) + before;
                }
            }
            rate(at, u[0]);
            partials(at, u[0]);
            for (int j = 0; j < SIZE; j++) {
                slope[j] = sensitivity[2 * SIZE + j];
                slope[SIZE + j] = sensitivity[3 * SIZE + j];
                for (int i = 0; i < 2; i++) {
                    slope[(2 + i) * SIZE + j] = partial[i * SIZE + 1] * sensitivity[SIZE + j]
                            + partial[i * SIZE + 3] * sensitivity[3 * SIZE + j]
                            + (j == 4 ? partial[i * SIZE + 4] : 0);
                }
            }
            for (int i = 0; i < N * SIZE; i++) {
                jacobian[i] += step * WEIGHT[stage] * slope[i];
            }
        }
    }
}
