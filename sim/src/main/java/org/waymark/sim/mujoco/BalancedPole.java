package org.waymark.sim.mujoco;

import java.util.List;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;
import org.waymark.sim.InitialState;
import org.waymark.sim.StartDistribution;
import org.waymark.sim.UniformStarts;

/**
 * InvertedPendulum: a cart on a rail and a pole, upright at θ = 0; state x = [p, θ, ṗ, θ̇], seen as it is.
 *
 * <p>ℓ = θ², or ℓ = −1, a reward for each step that the pole is up where an experiment says when it is not.
 */
final class BalancedPole extends BenchmarkTask {
    private static final int ANGLE = 1;
    private final boolean survival;

    /** @param survival whether each step is worth 1 */
    BalancedPole(boolean survival) {
        super(
                2,
                2,
                List.of(
                        "slider position [m]",
                        "hinge position [rad]",
                        "slider velocity [m/s]",
                        "hinge velocity [rad/s]"));
        this.survival = survival;
    }

    @Override
    void observe(double[] state, double[] observation) {
        System.arraycopy(state, 0, observation, 0, 4);
    }

    @Override
    StartDistribution starts() {
        return new UniformStarts(InitialState.of(new double[4]), alike(4, 0.01), new double[0]);
    }

    @Override
    Cost cost() {
        return survival ? new Survival() : new Lean();
    }

    private record Lean() implements Cost {
        @Override
        public double running(double[] x, double[] u, int t) {
            return x[ANGLE] * x[ANGLE];
        }

        @Override
        public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
            into.addValue(weight * running(x, u, t));
            into.addGradient(ANGLE, 2 * weight * x[ANGLE]);
            into.addHessian(ANGLE, ANGLE, 2 * weight);
        }

        @Override
        public void expandTerminal(double[] state, double weight, StageExpansion into) {
            // the end of an episode is free
        }
    }

    private record Survival() implements Cost {
        @Override
        public double running(double[] x, double[] u, int t) {
            return -1;
        }

        @Override
        public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
            into.addValue(-weight);
        }

        @Override
        public void expandTerminal(double[] state, double weight, StageExpansion into) {
            // the end of an episode is free
        }
    }
}
