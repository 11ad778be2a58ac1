package org.waymark.lqr.ilqr.problems;

/**
 * A pole of length l hanging from a cart that the control pushes; x = (p, θ, ṗ, ω), θ = 0 hanging down. With D = M + m sin²θ:
 *
 * <pre>
 *   p̈ = (u + m sinθ (lω² + g cosθ)) / D
 *   ω̇ = (−u cosθ − m lω² cosθ sinθ − (M+m) g sinθ) / (l D)
 * </pre>
 */
public final class CartPole extends MechanicalRk4 {
    private static final double GRAVITY = 9.81;
    private static final double LENGTH = 0.5;
    private final double cart;
    private final double pole;

    public CartPole(double step, int horizon) {
        this(step, horizon, 1, 0.2);
    }

    public CartPole(double step, int horizon, double cartMass, double poleMass) {
        super(2, 1, step, horizon, 1, 3, 4);
        cart = cartMass;
        pole = poleMass;
    }

    @Override
    void acceleration(double[] y, double[] out, int at) {
        double s = Math.sin(y[1]);
        double c = Math.cos(y[1]);
        double swing = LENGTH * y[3] * y[3];
        double inverse = 1 / (cart + pole * s * s);
        out[at] = (y[4] + pole * s * (swing + GRAVITY * c)) * inverse;
        out[at + 1] = (-y[4] * c - pole * swing * c * s - (cart + pole) * GRAVITY * s) * (inverse / LENGTH);
    }

    @Override
    void accelerationJacobian(double[] y, double[] out) {
        double s = Math.sin(y[1]);
        double c = Math.cos(y[1]);
        double w = y[3];
        double u = y[4];
        double cos2 = c * c - s * s;
        double swing = LENGTH * w * w;
        double inverse = 1 / (cart + pole * s * s);
        double d1 = 2 * pole * s * c;
        double push = (u + pole * s * (swing + GRAVITY * c)) * inverse;
        double turn = (-u * c - pole * swing * c * s - (cart + pole) * GRAVITY * s) * (inverse / LENGTH);
        // (N/D)_θ = (N_θ − (N/D) D_θ) / D
        out[1] = (pole * swing * c + pole * GRAVITY * cos2 - push * d1) * inverse;
        out[3] = 2 * pole * LENGTH * s * w * inverse;
        out[4] = inverse;
        out[6] = ((u * s - pole * swing * cos2 - (cart + pole) * GRAVITY * c) / LENGTH - turn * d1) * inverse;
        out[8] = -2 * pole * w * c * s * inverse;
        out[9] = -c * inverse / LENGTH;
    }

    @Override
    void accelerationCurvature(double[] y, double[] weights, int at, double[] h) {
        double s = Math.sin(y[1]);
        double c = Math.cos(y[1]);
        double w = y[3];
        double u = y[4];
        double cos2 = c * c - s * s;
        double swing = LENGTH * w * w;
        double inverse = 1 / (cart + pole * s * s);
        double d1 = 2 * pole * s * c;
        double d2 = 2 * pole * cos2;

        double push = (u + pole * s * (swing + GRAVITY * c)) * inverse;
        double pushTheta = (pole * swing * c + pole * GRAVITY * cos2 - push * d1) * inverse;
        double pushOmega = 2 * pole * LENGTH * s * w * inverse;
        double turn = (-u * c - pole * swing * c * s - (cart + pole) * GRAVITY * s) * (inverse / LENGTH);
        double turnTheta = ((u * s - pole * swing * cos2 - (cart + pole) * GRAVITY * c) / LENGTH - turn * d1) * inverse;
        double turnOmega = -2 * pole * w * c * s * inverse;

        // (N/D)_ij = (N_ij − (N/D)_i D_j − (N/D)_j D_i − (N/D) D_ij) / D, and D depends on θ alone
        double wp = weights[at] * inverse;
        double wt = weights[at + 1] * inverse;
        h[6] = wp * (-pole * swing * s - 4 * pole * GRAVITY * s * c - 2 * pushTheta * d1 - push * d2)
                + wt
                        * ((u * c + 4 * pole * swing * s * c + (cart + pole) * GRAVITY * s) / LENGTH
                                - 2 * turnTheta * d1
                                - turn * d2);
        double thetaOmega =
                wp * (2 * pole * LENGTH * c * w - pushOmega * d1) + wt * (-2 * pole * w * cos2 - turnOmega * d1);
        double thetaU = -wp * inverse * d1 + wt * (s + c * inverse * d1) / LENGTH;
        h[8] = thetaOmega;
        h[16] = thetaOmega;
        h[9] = thetaU;
        h[21] = thetaU;
        h[18] = wp * 2 * pole * LENGTH * s - wt * 2 * pole * c * s;
    }
}
