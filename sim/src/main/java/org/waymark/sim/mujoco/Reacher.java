package org.waymark.sim.mujoco;

import java.util.Arrays;
import java.util.List;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.InitialState;
import org.waymark.sim.StartDistribution;

/**
 * Reacher: an arm of two links in the plane, whose tip is to come to a target; x = [q₁, q₂, q̇₁, q̇₂, target x, target y]. A start's
 * coordinates are the first four, its parameters the target.
 *
 * <p>ℓ = ‖tip − target‖ + ‖a‖². Its curvature, infinite at the target, is not taken to be larger than 1 mm from there.
 */
final class Reacher extends BenchmarkTask {
    private static final double UPPER = 0.1;
    private static final double LOWER = 0.11;
    private static final double REACH = 0.2;
    private static final int TARGET = 4;
    private static final int STATES = 6;

    Reacher() {
        super(
                2,
                2,
                List.of(
                        "cosine of joint0 [1]",
                        "cosine of joint1 [1]",
                        "sine of joint0 [1]",
                        "sine of joint1 [1]",
                        "target x [m]",
                        "target y [m]",
                        "joint0 velocity [rad/s]",
                        "joint1 velocity [rad/s]",
                        "tip from target x [m]",
                        "tip from target y [m]"));
    }

    @Override
    int stateSize() {
        return STATES;
    }

    /** The engine has [q, target; q̇, 0]. */
    @Override
    int[] order() {
        return new int[] {0, 1, TARGET, TARGET + 1, 2, 3, -1, -1};
    }

    @Override
    void begin(InitialState start, double[] state) {
        double[] coordinates = start.coordinates();
        double[] target = start.parameters();
        requireSize("initial state: coordinates", TARGET, coordinates.length);
        requireSize("initial state: parameters", 2, target.length);
        System.arraycopy(coordinates, 0, state, 0, TARGET);
        System.arraycopy(target, 0, state, TARGET, 2);
    }

    @Override
    void observe(double[] x, double[] seen) {
        seen[0] = Math.cos(x[0]);
        seen[1] = Math.cos(x[1]);
        seen[2] = Math.sin(x[0]);
        seen[3] = Math.sin(x[1]);
        seen[4] = x[TARGET];
        seen[5] = x[TARGET + 1];
        seen[6] = x[2];
        seen[7] = x[3];
        seen[8] = awayX(x);
        seen[9] = awayY(x);
    }

    private static double awayX(double[] x) {
        return UPPER * Math.cos(x[0]) + LOWER * Math.cos(x[0] + x[1]) - x[TARGET];
    }

    private static double awayY(double[] x) {
        return UPPER * Math.sin(x[0]) + LOWER * Math.sin(x[0] + x[1]) - x[TARGET + 1];
    }

    /** Joints within ±0.1 rad and ±0.005 rad/s, the target anywhere in the disc of 0.2 m. */
    @Override
    StartDistribution starts() {
        return random -> {
            double[] coordinates = new double[TARGET];
            for (int i = 0; i < TARGET; i++) {
                coordinates[i] = (i < 2 ? 0.1 : 0.005) * (2 * random.nextDouble() - 1);
            }
            double[] target = new double[2];
            do {
                target[0] = REACH * (2 * random.nextDouble() - 1);
                target[1] = REACH * (2 * random.nextDouble() - 1);
            } while (Math.hypot(target[0], target[1]) >= REACH);
            return new InitialState(coordinates, target);
        };
    }

    /** The way from the target to the tip: three entries, the last always zero. */
    @Override
    PointMap points() {
        return new Away();
    }

    @Override
    Cost cost() {
        return new Charge();
    }

    private record Away() implements PointMap {
        @Override
        public int stateSize() {
            return STATES;
        }

        @Override
        public int size() {
            return 3;
        }

        @Override
        public void evaluate(double[] x, double[] points, double[] jacobian) {
            points[0] = awayX(x);
            points[1] = awayY(x);
            points[2] = 0;
            Arrays.fill(jacobian, 0);
            double outerX = -LOWER * Math.sin(x[0] + x[1]);
            double outerY = LOWER * Math.cos(x[0] + x[1]);
            jacobian[0] = outerX - UPPER * Math.sin(x[0]);
            jacobian[1] = outerX;
            jacobian[TARGET] = -1;
            jacobian[STATES] = outerY + UPPER * Math.cos(x[0]);
            jacobian[STATES + 1] = outerY;
            jacobian[STATES + TARGET + 1] = -1;
        }
    }

    private record Charge() implements Cost {
        private static final double ROUNDED = 1e-3;
        private static final PointMap AWAY = new Away();

        @Override
        public double running(double[] x, double[] u, int t) {
            return Math.hypot(awayX(x), awayY(x)) + u[0] * u[0] + u[1] * u[1];
        }

        @Override
        public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
            double[] d = new double[3];
            double[] jacobian = new double[3 * STATES];
            AWAY.evaluate(x, d, jacobian);
            double norm = Math.max(Math.hypot(d[0], d[1]), Double.MIN_NORMAL);
            into.addValue(weight * running(x, u, t));
            for (int i = 0; i < STATES; i++) {
                double alongI = (d[0] * jacobian[i] + d[1] * jacobian[STATES + i]) / norm;
                into.addGradient(i, weight * alongI);
                for (int j = 0; j < STATES; j++) {
                    double alongJ = (d[0] * jacobian[j] + d[1] * jacobian[STATES + j]) / norm;
                    double dot = jacobian[i] * jacobian[j] + jacobian[STATES + i] * jacobian[STATES + j];
                    // Jᵀ(I − ddᵀ/r²)J/r, without the curvature of the arm
                    into.addHessian(i, j, weight * (dot - alongI * alongJ) / Math.max(norm, ROUNDED));
                }
            }
            for (int i = 0; i < 2; i++) {
                into.addGradient(STATES + i, 2 * weight * u[i]);
                into.addHessian(STATES + i, STATES + i, 2 * weight);
            }
        }

        @Override
        public void expandTerminal(double[] state, double weight, StageExpansion into) {
            // the end of an episode is free
        }
    }
}
