package org.waymark.lqr.planner;

import java.util.random.RandomGenerator;
import org.waymark.lqr.ControlLimits;
import org.waymark.lqr.Cost;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.StageExpansion;
import org.waymark.lqr.TrajectoryProblem;

/**
 * Swinging the pole up and keeping it there for ten seconds, planning at 50 Hz with wrong masses.
 *
 * <p>The masses of the plant are the planner's times 0.9 or 1.1, each combination in turn; it starts near hanging, at rest but for a small
 * random disturbance. Upright is θ = π, and the cost is quadratic in θ − π, so that swinging up to −π does not count.
 */
final class SwingUp {
    static final double STEP = 0.02;
    static final int STEPS = 500;
    private static final int SETTLED = 250;
    private static final double TOLERANCE = 0.2;
    private static final double ERROR = 0.1;
    private static final double[] WEIGHT = {0.5, 1, 0.05, 0.05};
    private static final double[] FINAL_WEIGHT = {10, 20, 1, 1};
    private static final double CONTROL_WEIGHT = 0.01;

    private SwingUp() {}

    static TrajectoryProblem problem(double forceLimit, int horizon) {
        return new TrajectoryProblem(
                new CartPole(STEP), new UprightCost(), ControlLimits.symmetric(forceLimit), horizon);
    }

    static CartPole plant(int seed) {
        double cart = seed % 2 == 0 ? 1 + ERROR : 1 - ERROR;
        double pole = seed / 2 % 2 == 0 ? 1 + ERROR : 1 - ERROR;
        return new CartPole(cart * CartPole.CART_MASS, pole * CartPole.POLE_MASS, STEP);
    }

    /** Each coordinate within ±0.1 (m, rad, m/s, rad/s). */
    static double[] start(int seed) {
        RandomGenerator random = new RandomStreams(seed).stream("start", 0, 0, 0);
        double[] x = new double[4];
        for (int i = 0; i < 4; i++) {
            x[i] = 0.2 * random.nextDouble() - 0.1;
        }
        return x;
    }

    static ClosedLoop run(Planner planner, int seed) {
        return RecedingHorizon.every(1)
                .withClock(System::nanoTime)
                .run(planner, plant(seed), new UprightCost(), start(seed), STEPS);
    }

    /** The largest |θ − π| from second 5 on. */
    static double worstAngle(ClosedLoop run) {
        double worst = 0;
        for (int t = SETTLED; t <= STEPS; t++) {
            worst = Math.max(worst, Math.abs(run.rollout().states().get(t, 1) - Math.PI));
        }
        return worst;
    }

    /** When the pole last came within the tolerance for good, in seconds; infinite if it is outside at the end. */
    static double settlingTime(ClosedLoop run) {
        int t = STEPS + 1;
        while (t > 0 && Math.abs(run.rollout().states().get(t - 1, 1) - Math.PI) < TOLERANCE) {
            t--;
        }
        return t > STEPS ? Double.POSITIVE_INFINITY : t * STEP;
    }

    static boolean stays(ClosedLoop run) {
        return worstAngle(run) < TOLERANCE;
    }

    /** ½Σ w_i (x_i − goal_i)² per second while it moves, and another such sum at the end. */
    static final class UprightCost implements Cost {
        private static double error(double[] x, int i) {
            return i == 1 ? x[1] - Math.PI : x[i];
        }

        @Override
        public double running(double[] x, double[] u, int t) {
            double sum = CONTROL_WEIGHT * u[0] * u[0];
            for (int i = 0; i < 4; i++) {
                sum += WEIGHT[i] * error(x, i) * error(x, i);
            }
            return 0.5 * STEP * sum;
        }

        @Override
        public double terminal(double[] x) {
            double sum = 0;
            for (int i = 0; i < 4; i++) {
                sum += FINAL_WEIGHT[i] * error(x, i) * error(x, i);
            }
            return 0.5 * sum;
        }

        @Override
        public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
            into.addValue(weight * running(x, u, t));
            for (int i = 0; i < 4; i++) {
                into.addGradient(i, weight * STEP * WEIGHT[i] * error(x, i));
                into.addHessian(i, i, weight * STEP * WEIGHT[i]);
            }
            into.addGradient(4, weight * STEP * CONTROL_WEIGHT * u[0]);
            into.addHessian(4, 4, weight * STEP * CONTROL_WEIGHT);
        }

        @Override
        public void expandTerminal(double[] x, double weight, StageExpansion into) {
            into.addValue(weight * terminal(x));
            for (int i = 0; i < 4; i++) {
                into.addGradient(i, weight * FINAL_WEIGHT[i] * error(x, i));
                into.addHessian(i, i, weight * FINAL_WEIGHT[i]);
            }
        }
    }
}
