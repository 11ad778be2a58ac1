package org.waymark.lqr.planner;

import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.Model;
import org.waymark.lqr.TrajectoryProblem;

/** A double integrator, x = (position, velocity), with a quadratic cost; its optimum by dynamic programming. */
final class LinearTask {
    static final double STEP = 0.2;
    static final double[] START = {1, 0};
    private static final double CONTROL_WEIGHT = 0.1;
    private static final double FINAL_WEIGHT = 5;

    private LinearTask() {}

    static Model model() {
        return new Model() {
            @Override
            public int stateSize() {
                return 2;
            }

            @Override
            public int controlSize() {
                return 1;
            }

            @Override
            public void next(double[] x, double[] u, int t, double[] next) {
                next[0] = x[0] + STEP * x[1];
                next[1] = x[1] + STEP * u[0];
            }
        };
    }

    /** ½(p² + v²·0.1 + 0.1u²), finally ½·5(p² + v²). */
    static Cost cost() {
        return new Cost() {
            @Override
            public double running(double[] x, double[] u, int t) {
                return 0.5 * (x[0] * x[0] + 0.1 * x[1] * x[1] + CONTROL_WEIGHT * u[0] * u[0]);
            }

            @Override
            public double terminal(double[] x) {
                return 0.5 * FINAL_WEIGHT * (x[0] * x[0] + x[1] * x[1]);
            }
        };
    }

    static SamplingProblem problem(ControlLimits limits, int horizon) {
        return SamplingProblem.of(new TrajectoryProblem(model(), cost(), limits, horizon));
    }

    /** The least cost from {@link #START} without limits: ½xᵀV_0x by the Riccati recursion. */
    static double optimum(int horizon) {
        double h = STEP;
        double a = FINAL_WEIGHT;
        double b = 0;
        double d = FINAL_WEIGHT;
        for (int t = 0; t < horizon; t++) {
            // AᵀVA with A = [1 h; 0 1], V = [a b; b d], and Bᵀ V A with B = (0, h)
            double aa = a;
            double bb = b + h * a;
            double dd = d + 2 * h * b + h * h * a;
            double quu = CONTROL_WEIGHT + h * h * d;
            double qup = h * b;
            double quv = h * (d + h * b);
            a = 1 + aa - qup * qup / quu;
            b = bb - qup * quv / quu;
            d = 0.1 + dd - quv * quv / quu;
        }
        return 0.5 * (a * START[0] * START[0] + 2 * b * START[0] * START[1] + d * START[1] * START[1]);
    }
}
