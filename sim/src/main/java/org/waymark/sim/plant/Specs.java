package org.waymark.sim.plant;

import java.util.Arrays;
import org.waymark.sim.SimulatorSpec;

/** Specs of the built-in plants: the observation is the state, the time step is that of the published benchmarks. */
final class Specs {
    /** Seconds. */
    static final double TIME_STEP = 0.05;

    private Specs() {}

    static SimulatorSpec unlimited(int stateSize, int controlSize) {
        double[] limits = new double[controlSize];
        Arrays.fill(limits, Double.POSITIVE_INFINITY);
        return limited(stateSize, limits);
    }

    /** @param limits largest magnitude of each control */
    static SimulatorSpec limited(int stateSize, double... limits) {
        double[] lower = new double[limits.length];
        for (int i = 0; i < limits.length; i++) {
            if (!(limits[i] > 0)) {
                throw new IllegalArgumentException("control limit[" + i + "]: expected > 0, found " + limits[i]);
            }
            lower[i] = -limits[i];
        }
        return new SimulatorSpec(stateSize, limits.length, stateSize, TIME_STEP, lower, limits);
    }
}
