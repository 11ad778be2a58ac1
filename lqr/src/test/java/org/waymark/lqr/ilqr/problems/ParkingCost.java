package org.waymark.lqr.ilqr.problems;

import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;

/** The cost of car parking (Tassa, Mansard and Todorov 2014, section IV), of smooth absolute values s(z,q) = √(z²+q²) − q. */
public final class ParkingCost implements Cost {
    private static final double[] CONTROL = {2e-2, 2e-4};
    private static final double[] FINAL = {0.1, 0.1, 1, 0.3};
    private static final double[] FINAL_WIDTH = {0.01, 0.01, 0.01, 1};
    private static final double RUNNING = 1e-3;
    private static final double RUNNING_WIDTH = 0.1;

    @Override
    public double running(double[] x, double[] u, int t) {
        return 0.5 * CONTROL[0] * u[0] * u[0] + 0.5 * CONTROL[1] * u[1] * u[1] + near(x);
    }

    private static double near(double[] x) {
        return RUNNING * (smooth(x[0], RUNNING_WIDTH) + smooth(x[1], RUNNING_WIDTH));
    }

    private static double smooth(double z, double q) {
        return Math.sqrt(z * z + q * q) - q;
    }

    @Override
    public double terminal(double[] x) {
        double sum = near(x);
        for (int i = 0; i < 4; i++) {
            sum += FINAL[i] * smooth(x[i], FINAL_WIDTH[i]);
        }
        return sum;
    }

    @Override
    public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
        expandNear(x, weight, into);
        for (int i = 0; i < 2; i++) {
            into.addValue(0.5 * weight * CONTROL[i] * u[i] * u[i]);
            into.addGradient(4 + i, weight * CONTROL[i] * u[i]);
            into.addHessian(4 + i, 4 + i, weight * CONTROL[i]);
        }
    }

    @Override
    public void expandTerminal(double[] x, double weight, StageExpansion into) {
        expandNear(x, weight, into);
        for (int i = 0; i < 4; i++) {
            expandSmooth(x, i, weight * FINAL[i], FINAL_WIDTH[i], into);
        }
    }

    private static void expandNear(double[] x, double weight, StageExpansion into) {
        expandSmooth(x, 0, weight * RUNNING, RUNNING_WIDTH, into);
        expandSmooth(x, 1, weight * RUNNING, RUNNING_WIDTH, into);
    }

    private static void expandSmooth(double[] x, int i, double weight, double q, StageExpansion into) {
        double root = Math.sqrt(x[i] * x[i] + q * q);
        into.addValue(weight * (root - q));
        into.addGradient(i, weight * x[i] / root);
        into.addHessian(i, i, weight * q * q / (root * root * root));
    }
}
