package org.waymark.sim;

/**
 * A plant before the first control. Arrays are copied in and out.
 *
 * @param state [n] x_0
 * @param observation [p] o_0
 */
public record FirstSight(double[] state, double[] observation) {
    public FirstSight {
        state = state.clone();
        observation = observation.clone();
    }

    @Override
    public double[] state() {
        return state.clone();
    }

    @Override
    public double[] observation() {
        return observation.clone();
    }
}
