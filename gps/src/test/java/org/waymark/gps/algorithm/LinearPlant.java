package org.waymark.gps.algorithm;

import org.waymark.sim.InitialState;
import org.waymark.sim.Simulator;
import org.waymark.sim.SimulatorSpec;

/** A damped point on a line, pushed by a force: x = (position, velocity), exactly linear, so that optima are known. */
final class LinearPlant implements Simulator {
    static final double DT = 0.1;
    static final SimulatorSpec SPEC = new SimulatorSpec(
            2, 1, 2, DT, new double[] {Double.NEGATIVE_INFINITY}, new double[] {Double.POSITIVE_INFINITY});

    /** [x;u] → x', 2×3. */
    static final double[] TRANSITION = {1, DT, 0, 0, 1 - 0.5 * DT, DT};

    private final double[] x = new double[2];

    @Override
    public SimulatorSpec spec() {
        return SPEC;
    }

    @Override
    public void reset(InitialState start, double[] state) {
        System.arraycopy(start.coordinates(), 0, x, 0, 2);
        System.arraycopy(x, 0, state, 0, 2);
    }

    @Override
    public void step(double[] control, double[] state) {
        double p = TRANSITION[0] * x[0] + TRANSITION[1] * x[1] + TRANSITION[2] * control[0];
        double v = TRANSITION[3] * x[0] + TRANSITION[4] * x[1] + TRANSITION[5] * control[0];
        x[0] = p;
        x[1] = v;
        System.arraycopy(x, 0, state, 0, 2);
    }
}
