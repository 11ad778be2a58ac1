package org.waymark.gps.modelbased;

import java.util.random.RandomGenerator;
import org.waymark.gps.algorithm.ControlScale;
import org.waymark.gps.algorithm.Task;
import org.waymark.sim.SimulatorSpec;

/** Draws every control evenly between its limits; one without limits, as the task's initial controllers vary it. */
public final class RandomControls implements EpisodeActor {
    private final double[] lower;
    private final double[] upper;
    private final double[] deviation;

    public RandomControls(Task task, SimulatorSpec spec) {
        lower = spec.controlLower();
        upper = spec.controlUpper();
        deviation = ControlScale.initialDeviations(task, spec);
    }

    @Override
    public void act(double[] state, double[] observation, int t, RandomGenerator random, double[] control) {
        for (int j = 0; j < control.length; j++) {
            double range = upper[j] - lower[j];
            control[j] = Double.isInfinite(range)
                    ? deviation[j] * random.nextGaussian()
                    : lower[j] + range * random.nextDouble();
        }
    }
}
