package org.waymark.sim.plant;

import java.util.List;
import java.util.Optional;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.SimulatorSpec;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.variation.VariablePlant;

/**
 * A point mass of 1 kg pushed by a force, with friction: v ← v + Δt (u − 0.1 v), p ← p + Δt v with the new v; Δt = 0.05 s.
 *
 * <p>The mass m and the damping b can be varied: v ← v + Δt (u − b v)/m.
 *
 * <p>State and initial state [4]: p, m, then v, m/s. Control [2]: force, N, without limits.
 */
public final class PointMass implements VariablePlant {
    private static final double DAMPING = 0.1;
    private static final List<String> VARIABLES = List.of("mass", "damping");

    private static final SimulatorSpec SPEC = Specs.unlimited(4, 2);

    @Override
    public List<String> variables() {
        return VARIABLES;
    }

    @Override
    public SimulatorSpec spec() {
        return SPEC;
    }

    @Override
    public ModelSimulator newSimulator() {
        return newSimulator(List.of());
    }

    @Override
    public ModelSimulator newSimulator(List<String> variables) {
        return new Motion(new Factors(VARIABLES, variables));
    }

    /** The position: three entries, the last always zero. */
    @Override
    public PointMap points() {
        return new StatePoint(4, 0, 1, -1);
    }

    @Override
    public Optional<Drawing> drawing() {
        return Optional.of(PlanarDrawing.puck());
    }

    @Override
    public List<String> stateNames() {
        return List.of("position x [m]", "position y [m]", "velocity x [m/s]", "velocity y [m/s]");
    }

    private static final class Motion extends ModelSimulator {
        private double mass = 1;
        private double damping = DAMPING;

        Motion(Factors factors) {
            super(SPEC, 4, factors);
        }

        @Override
        void vary(Factors chosen) {
            mass = chosen.of(0);
            damping = DAMPING * chosen.of(1);
        }

        @Override
        void complete(double[] state) {}

        @Override
        public void next(double[] state, double[] control, int t, double[] nextState) {
            for (int i = 0; i < 2; i++) {
                double velocity = state[2 + i] + Specs.TIME_STEP * (control[i] - damping * state[2 + i]) / mass;
                nextState[i] = state[i] + Specs.TIME_STEP * velocity;
                nextState[2 + i] = velocity;
            }
        }
    }
}
