package org.waymark.gps.modelerror;

import java.util.random.RandomGenerator;
import org.waymark.gps.modelbased.RandomControls;
import org.waymark.sim.ControlLaw;

/** Random controls, drawn anew in each rollout. */
record RandomLaw(RandomControls controls) implements ControlLaw {
    @Override
    public void mean(double[] state, double[] observation, int t, double[] control) {
        throw new IllegalStateException("random controls: expected to be asked for the law of one rollout first");
    }

    @Override
    public ControlLaw forRollout(RandomGenerator random) {
        return (state, observation, t, control) -> controls.act(state, observation, t, random, control);
    }
}
