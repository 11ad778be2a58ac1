package org.waymark.sim;

import org.waymark.lqr.ControlLimits;

/**
 * What a simulator is like from outside.
 *
 * @param stateSize n, length of the state
 * @param controlSize m, length of the control
 * @param observationSize p, length of the observation
 * @param timeStep duration of one control step, in seconds
 * @param controlLower [m] least control; −∞ where there is no limit
 * @param controlUpper [m] greatest control; +∞ where there is no limit
 */
public record SimulatorSpec(
        int stateSize,
        int controlSize,
        int observationSize,
        double timeStep,
        double[] controlLower,
        double[] controlUpper) {
    public SimulatorSpec {
        require(stateSize > 0, "stateSize: expected ≥ 1, found " + stateSize);
        require(controlSize > 0, "controlSize: expected ≥ 1, found " + controlSize);
        require(observationSize > 0, "observationSize: expected ≥ 1, found " + observationSize);
        require(timeStep > 0 && timeStep < Double.POSITIVE_INFINITY, "timeStep: expected > 0 s, found " + timeStep);
        require(
                controlLower.length == controlSize,
                "controlLower: expected " + controlSize + " numbers, found " + controlLower.length);
        require(
                controlUpper.length == controlSize,
                "controlUpper: expected " + controlSize + " numbers, found " + controlUpper.length);
        for (int i = 0; i < controlSize; i++) {
            require(
                    controlLower[i] < controlUpper[i],
                    "control limits[" + i + "]: expected lower < upper, found " + controlLower[i] + " and "
                            + controlUpper[i]);
        }
        controlLower = controlLower.clone();
        controlUpper = controlUpper.clone();
    }

    @Override
    public double[] controlLower() {
        return controlLower.clone();
    }

    @Override
    public double[] controlUpper() {
        return controlUpper.clone();
    }

    /** Both limits, as solvers want them. */
    public ControlLimits controlLimits() {
        return new ControlLimits(controlLower, controlUpper);
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
