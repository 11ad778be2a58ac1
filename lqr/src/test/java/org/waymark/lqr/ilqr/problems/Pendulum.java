package org.waymark.lqr.ilqr.problems;

import java.util.Arrays;
import org.waymark.lqr.DifferentiableModel;

/**
 * θ̈ = u − 0.1 θ̇ − 9.81 sin θ by the classical Runge-Kutta method with the control held, x = (θ, θ̇); written out, because the calls
 * that a general method makes for each stage would take longer than the stage.
 *
 * <p>What the last Jacobian taken at each time step computed is kept: a curvature asked for at the same point begins with it.
 */
public final class Pendulum implements DifferentiableModel {
    private static final double GRAVITY = 9.81;
    private static final double DAMPING = 0.1;
    private static final int KEPT = 23;
    /** Places within what is kept: cos θ_s and sin θ_s of the four stages, ∂θ_s/∂y of stage s at 3s beyond. */
    private static final int COS = 3;

    private static final int SIN = 7;
    private static final int SENSITIVITY = 11;

    private final double step;
    private final double[][] kept;

    public Pendulum(double step, int horizon) {
        this.step = step;
        kept = new double[horizon][KEPT];
        for (double[] k : kept) {
            Arrays.fill(k, Double.NaN);
        }
    }

    @Override
    public int stateSize() {
        return 2;
    }

    @Override
    public int controlSize() {
        return 1;
    }

    @Override
    public boolean hasCurvature() {
        return true;
    }

    @Override
    public void next(double[] x, double[] u, int t, double[] xNext) {
        double h = step;
        double angle = x[0];
        double speed = x[1];
        double a0 = u[0] - DAMPING * speed - GRAVITY * Math.sin(angle);
        double speed1 = speed + h / 2 * a0;
        double a1 = u[0] - DAMPING * speed1 - GRAVITY * Math.sin(angle + h / 2 * speed);
        double speed2 = speed + h / 2 * a1;
        double a2 = u[0] - DAMPING * speed2 - GRAVITY * Math.sin(angle + h / 2 * speed1);
        double speed3 = speed + h * a2;
        double a3 = u[0] - DAMPING * speed3 - GRAVITY * Math.sin(angle + h * speed2);
        xNext[0] = angle + h / 6 * (speed + 2 * (speed1 + speed2) + speed3);
        xNext[1] = speed + h / 6 * (a0 + 2 * (a1 + a2) + a3);
    }

    @Override
    public void jacobian(double[] x, double[] u, int t, double[] jacobian) {
        double h = step;
        double[] k = kept[t];
        k[0] = x[0];
        k[1] = x[1];
        k[2] = u[0];
        double a0 = stage(x[0], x[1], u[0], 0, k);
        double speed1 = x[1] + h / 2 * a0;
        double a1 = stage(x[0] + h / 2 * x[1], speed1, u[0], 1, k);
        double speed2 = x[1] + h / 2 * a1;
        double a2 = stage(x[0] + h / 2 * speed1, speed2, u[0], 2, k);
        double speed3 = x[1] + h * a2;
        stage(x[0] + h * speed2, speed3, u[0], 3, k);
        column(0, 1, 0, 0, k, jacobian);
        column(1, 0, 1, 0, k, jacobian);
        column(2, 0, 0, 1, k, jacobian);
    }

    private static double stage(double angle, double speed, double torque, int s, double[] k) {
        k[COS + s] = Math.cos(angle);
        k[SIN + s] = Math.sin(angle);
        return torque - DAMPING * speed - GRAVITY * k[SIN + s];
    }

    /** The derivative in the direction (dAngle, dSpeed, dTorque). */
    private void column(int j, double dAngle, double dSpeed, double dTorque, double[] k, double[] jacobian) {
        double h = step;
        double a0 = dTorque - DAMPING * dSpeed - GRAVITY * k[COS] * dAngle;
        double angle1 = dAngle + h / 2 * dSpeed;
        double speed1 = dSpeed + h / 2 * a0;
        double a1 = dTorque - DAMPING * speed1 - GRAVITY * k[COS + 1] * angle1;
        double angle2 = dAngle + h / 2 * speed1;
        double speed2 = dSpeed + h / 2 * a1;
        double a2 = dTorque - DAMPING * speed2 - GRAVITY * k[COS + 2] * angle2;
        double angle3 = dAngle + h * speed2;
        double speed3 = dSpeed + h * a2;
        double a3 = dTorque - DAMPING * speed3 - GRAVITY * k[COS + 3] * angle3;
        jacobian[j] = dAngle + h / 6 * (dSpeed + 2 * (speed1 + speed2) + speed3);
        jacobian[3 + j] = dSpeed + h / 6 * (a0 + 2 * (a1 + a2) + a3);
        k[SENSITIVITY + j] = dAngle;
        k[SENSITIVITY + 3 + j] = angle1;
        k[SENSITIVITY + 6 + j] = angle2;
        k[SENSITIVITY + 9 + j] = angle3;
    }

    @Override
    public void addCurvature(double[] x, double[] u, int t, double[] w, double[] hessian) {
        double[] k = kept[t];
        if (k[0] != x[0] || k[1] != x[1] || k[2] != u[0]) {
            jacobian(x, u, t, new double[6]);
        }
        double h = step;
        // adjoints of the accelerations: that of a stage's speed reaches the one before through both its own rates
        double p3 = h / 6 * w[0];
        double b3 = h / 6 * w[1];
        double p2 = h / 3 * w[0] - h * GRAVITY * k[COS + 3] * b3;
        double b2 = h / 3 * w[1] + h * (p3 - DAMPING * b3);
        double p1 = h / 3 * w[0] - h / 2 * GRAVITY * k[COS + 2] * b2;
        double b1 = h / 3 * w[1] + h / 2 * (p2 - DAMPING * b2);
        double b0 = h / 6 * w[1] + h / 2 * (p1 - DAMPING * b1);
        addSquare(GRAVITY * k[SIN] * b0, k, SENSITIVITY, hessian);
        addSquare(GRAVITY * k[SIN + 1] * b1, k, SENSITIVITY + 3, hessian);
        addSquare(GRAVITY * k[SIN + 2] * b2, k, SENSITIVITY + 6, hessian);
        addSquare(GRAVITY * k[SIN + 3] * b3, k, SENSITIVITY + 9, hessian);
    }

    private static void addSquare(double w, double[] k, int at, double[] hessian) {
        double s0 = k[at];
        double s1 = k[at + 1];
        double s2 = k[at + 2];
        hessian[0] += w * s0 * s0;
        hessian[1] += w * s0 * s1;
        hessian[2] += w * s0 * s2;
        hessian[3] += w * s0 * s1;
        hessian[4] += w * s1 * s1;
        hessian[5] += w * s1 * s2;
        hessian[6] += w * s0 * s2;
        hessian[7] += w * s1 * s2;
        hessian[8] += w * s2 * s2;
    }
}
