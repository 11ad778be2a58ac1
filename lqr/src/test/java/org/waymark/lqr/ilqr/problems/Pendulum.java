package org.waymark.lqr.ilqr.problems;

/** θ̈ = u − 0.1 θ̇ − 9.81 sin θ, x = (θ, θ̇). */
public final class Pendulum extends Rk4 {
    private static final double GRAVITY = 9.81;
    private static final double DAMPING = 0.1;

    public Pendulum(double step) {
        super(2, 1, step);
    }

    @Override
    void rate(double[] x, double[] u, double[] out) {
        out[0] = x[1];
        out[1] = u[0] - DAMPING * x[1] - GRAVITY * Math.sin(x[0]);
    }

    @Override
    void rateJacobian(double[] x, double[] u, double[] out) {
        out[0] = 0;
        out[1] = 1;
        out[2] = 0;
        out[3] = -GRAVITY * Math.cos(x[0]);
        out[4] = -DAMPING;
        out[5] = 1;
    }

    @Override
    void addRateCurvature(double[] x, double[] u, double[] w, double[] hessian) {
        hessian[0] += w[1] * GRAVITY * Math.sin(x[0]);
    }
}
