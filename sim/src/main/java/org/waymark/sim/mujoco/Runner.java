package org.waymark.sim.mujoco;

import java.util.ArrayList;
import java.util.List;
import org.waymark.lqr.Cost;
import org.waymark.lqr.StageExpansion;
import org.waymark.sim.InitialState;
import org.waymark.sim.StartDistribution;

/**
 * Swimmer and HalfCheetah: as fast as possible along x, at some expense of effort, ℓ = −ẋ + w‖a‖²; a policy sees all positions and
 * velocities but where the body is along the way.
 */
final class Runner extends BenchmarkTask {
    private final int positions;
    private final int hidden;
    private final double effort;
    private final boolean normalVelocities;

    /**
     * @param hidden how many positions, the first ones, a policy does not see
     * @param effort w
     * @param normalVelocities whether velocities begin normally distributed with a deviation of 0.1, and not uniformly within ±0.1
     */
    private Runner(int substeps, List<String> joints, int hidden, double effort, boolean normalVelocities) {
        super(substeps, joints.size(), seen(joints, hidden));
        this.positions = joints.size();
        this.hidden = hidden;
        this.effort = effort;
        this.normalVelocities = normalVelocities;
    }

    static Runner swimmer() {
        return new Runner(
                4, List.of("slider1", "slider2", "free_body_rot", "motor1_rot", "motor2_rot"), 2, 1e-4, false);
    }

    static Runner halfCheetah() {
        return new Runner(
                5,
                List.of("rootx", "rootz", "rooty", "bthigh", "bshin", "bfoot", "fthigh", "fshin", "ffoot"),
                1,
                0.1,
                true);
    }

    private static List<String> seen(List<String> joints, int hidden) {
        List<String> names = new ArrayList<>();
        joints.stream().skip(hidden).forEach(joint -> names.add(joint + " position"));
        joints.forEach(joint -> names.add(joint + " velocity"));
        return names;
    }

    @Override
    void observe(double[] state, double[] observation) {
        System.arraycopy(state, hidden, observation, 0, observation.length);
    }

    @Override
    StartDistribution starts() {
        return random -> {
            double[] coordinates = new double[2 * positions];
            for (int i = 0; i < coordinates.length; i++) {
                boolean normal = normalVelocities && i >= positions;
                coordinates[i] = 0.1 * (normal ? random.nextGaussian() : 2 * random.nextDouble() - 1);
            }
            return InitialState.of(coordinates);
        };
    }

    @Override
    Cost cost() {
        return new Charge(positions, effort);
    }

    /**
     * @param forward the entry of the state that is ẋ
     * @param effort w
     */
    private record Charge(int forward, double effort) implements Cost {
        @Override
        public double running(double[] x, double[] u, int t) {
            double squares = 0;
            for (double a : u) {
                squares += a * a;
            }
            return effort * squares - x[forward];
        }

        @Override
        public void expandRunning(double[] x, double[] u, int t, double weight, StageExpansion into) {
            into.addValue(weight * running(x, u, t));
            into.addGradient(forward, -weight);
            for (int i = 0; i < u.length; i++) {
                into.addGradient(x.length + i, 2 * weight * effort * u[i]);
                into.addHessian(x.length + i, x.length + i, 2 * weight * effort);
            }
        }

        @Override
        public void expandTerminal(double[] state, double weight, StageExpansion into) {
            // the end of an episode is free
        }
    }
}
