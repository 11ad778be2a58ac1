package org.waymark.lqr.ilqr.problems;

import java.util.Arrays;

/** A pole of length l hanging from a cart that the control pushes; x = (p, θ, ṗ, ω), θ = 0 hanging down. */
public final class CartPole extends Rk4 {
    private static final double GRAVITY = 9.81;
    private static final double LENGTH = 0.5;
    private final double cart;
    private final double pole;

    public CartPole(double step) {
        this(step, 1, 0.2);
    }

    public CartPole(double step, double cartMass, double poleMass) {
        super(4, 1, step);
        cart = cartMass;
        pole = poleMass;
    }

    @Override
    void rate(double[] x, double[] u, double[] out) {
        double s = Math.sin(x[1]);
        double c = Math.cos(x[1]);
        double swing = LENGTH * x[3] * x[3];
        double d = cart + pole * s * s;
        out[0] = x[2];
        out[1] = x[3];
        out[2] = (u[0] + pole * s * (swing + GRAVITY * c)) / d;
        out[3] = (-u[0] * c - pole * swing * c * s - (cart + pole) * GRAVITY * s) / (LENGTH * d);
    }

    @Override
    void rateJacobian(double[] x, double[] u, double[] out) {
        Arrays.fill(out, 0);
        double s = Math.sin(x[1]);
        double c = Math.cos(x[1]);
        double w = x[3];
        double swing = LENGTH * w * w;
        double d = cart + pole * s * s;
        double dTheta = 2 * pole * s * c;
        double push = (u[0] + pole * s * (swing + GRAVITY * c)) / d;
        double turn = (-u[0] * c - pole * swing * c * s - (cart + pole) * GRAVITY * s) / (LENGTH * d);
        out[2] = 1;
        out[8] = 1;
        // N_θ of each numerator N, then the quotient rule
        double pushTheta = pole * swing * c + pole * GRAVITY * (c * c - s * s);
        out[11] = (pushTheta - push * dTheta) / d;
        out[13] = 2 * pole * LENGTH * s * w / d;
        out[14] = 1 / d;
        double turnTheta = (u[0] * s - pole * swing * (c * c - s * s) - (cart + pole) * GRAVITY * c) / LENGTH;
        out[16] = (turnTheta - turn * dTheta) / d;
        out[18] = -2 * pole * w * c * s / d;
        out[19] = -c / (LENGTH * d);
    }

    @Override
    void addRateCurvature(double[] x, double[] u, double[] weights, double[] h) {
        double s = Math.sin(x[1]);
        double c = Math.cos(x[1]);
        double cos2 = c * c - s * s;
        double w = x[3];
        double swing = LENGTH * w * w;
        double d = cart + pole * s * s;
        double d1 = 2 * pole * s * c;
        double d2 = 2 * pole * cos2;

        double a = (u[0] + pole * s * (swing + GRAVITY * c)) / d;
        double aTheta = (pole * swing * c + pole * GRAVITY * cos2 - a * d1) / d;
        double aOmega = 2 * pole * LENGTH * s * w / d;
        double aU = 1 / d;
        double b = (-u[0] * c - pole * swing * c * s - (cart + pole) * GRAVITY * s) / (LENGTH * d);
        double bTheta = ((u[0] * s - pole * swing * cos2 - (cart + pole) * GRAVITY * c) / LENGTH - b * d1) / d;
        double bOmega = -2 * pole * w * c * s / d;
        double bU = -c / (LENGTH * d);

        double wa = weights[2] / d;
        double wb = weights[3] / d;
        // (N/D)_ij = (N_ij − (N/D)_i D_j − (N/D)_j D_i − (N/D) D_ij) / D, and D depends on θ alone
        double thetaTheta = wa * (-pole * swing * s - 4 * pole * GRAVITY * s * c - 2 * aTheta * d1 - a * d2)
                + wb
                        * ((u[0] * c + 4 * pole * swing * s * c + (cart + pole) * GRAVITY * s) / LENGTH
                                - 2 * bTheta * d1
                                - b * d2);
        double thetaOmega = wa * (2 * pole * LENGTH * c * w - aOmega * d1) + wb * (-2 * pole * w * cos2 - bOmega * d1);
        double thetaU = wa * (-aU * d1) + wb * (s / LENGTH - bU * d1);
        double omegaOmega = wa * 2 * pole * LENGTH * s - wb * 2 * pole * c * s;
        h[6] += thetaTheta;
        h[8] += thetaOmega;
        h[16] += thetaOmega;
        h[9] += thetaU;
        h[21] += thetaU;
        h[18] += omegaOmega;
    }
}
