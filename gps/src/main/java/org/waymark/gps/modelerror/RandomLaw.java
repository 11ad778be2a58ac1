package org.waymark.gps.modelerror;

import java.util.random.RandomGenerator;
import org.waymark.gps.algorithm.ControlScale;
import org.waymark.gps.algorithm.Task;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.SimulatorSpec;

/** Draws every control evenly between its limits; one without limits, as the task's initial controllers vary it. */
final class RandomLaw implements ControlLaw {
    private final double[] lower;
    private final double[] upper;
    private final double[] deviation;

    RandomLaw(Task task, SimulatorSpec spec) {
        lower = spec.controlLower();
        upper = spec.controlUpper();
        deviation = ControlScale.initialDeviations(task, spec);
    }

    @Override
    public void mean(double[] state, double[] observation, int t, double[] control) {
        throw new IllegalStateException("random controls: expected to be asked for the law of one rollout first");
    }

    @Override
    public ControlLaw forRollout(RandomGenerator random) {
        return (state, observation, t, control) -> {
            for (int j = 0; j < control.length; j++) {
                double range = upper[j] - lower[j];
                control[j] = Double.isInfinite(range)
                        ? deviation[j] * random.nextGaussian()
                        : lower[j] + range * random.nextDouble();
            }
        };
    }
}
