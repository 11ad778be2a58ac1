package org.waymark.sim.plant;

import java.util.List;
import java.util.Optional;
import org.waymark.lqr.cost.PointMap;
import org.waymark.sim.SimulatorSpec;
import org.waymark.sim.drawing.Drawing;
import org.waymark.sim.variation.VariablePlant;

/**
 * A point mass whose velocity is commanded: v ← u/(1 + 0.1 Δt), p ← p + Δt v; Δt = 0.05 s.
 *
 * <p>State and initial state [6]: p (x, y, 0), m, then v (x, y, 0), m/s. Control [2]: velocity, m/s, without limits. The third
 * entries of p and v are always zero. This is the point mass of the 2017 reference implementation (cbfinn/gps), with the damping that
 * its physics engine has, which can be varied.
 */
public final class VelocityPointMass implements VariablePlant {
    private static final double DAMPING = 0.1;
    private static final List<String> VARIABLES = List.of("damping");

    private static final SimulatorSpec SPEC = Specs.unlimited(6, 2);

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
        return new StatePoint(6, 0, 1, 2);
    }

    @Override
    public int positionSize() {
        return 3;
    }

    @Override
    public Optional<Drawing> drawing() {
        return Optional.of(PlanarDrawing.puck());
    }

    @Override
    public List<String> stateNames() {
        return List.of(
                "position x [m]",
                "position y [m]",
                "position z [m]",
                "velocity x [m/s]",
                "velocity y [m/s]",
                "velocity z [m/s]");
    }

    private static final class Motion extends ModelSimulator {
        private double damping = DAMPING;

        Motion(Factors factors) {
            super(SPEC, 6, factors);
        }

        @Override
        void vary(Factors chosen) {
            damping = DAMPING * chosen.of(0);
        }

        @Override
        void complete(double[] state) {
            if (state[2] != 0 || state[5] != 0) {
                throw new IllegalArgumentException(
                        "initial state: coordinates 2 and 5: expected 0, found " + state[2] + " and " + state[5]);
            }
        }

        @Override
        public void next(double[] state, double[] control, int t, double[] nextState) {
            for (int i = 0; i < 2; i++) {
                double velocity = control[i] / (1 + damping * Specs.TIME_STEP);
                nextState[i] = state[i] + Specs.TIME_STEP * velocity;
                nextState[3 + i] = velocity;
            }
            nextState[2] = 0;
            nextState[5] = 0;
        }
    }
}
