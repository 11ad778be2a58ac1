package org.waymark.gps.baseline;

import java.util.random.RandomGenerator;
import org.waymark.sim.ControlLaw;
import org.waymark.sim.SimulatorSpec;

/** Laws that learn nothing. */
public final class Baselines {
    private Baselines() {}

    /**
     * Controls uniform within their limits, drawn anew at each step.
     *
     * @throws IllegalArgumentException if a control has no limits
     */
    public static ControlLaw uniformlyRandom(SimulatorSpec spec) {
        double[] lower = spec.controlLower();
        double[] upper = spec.controlUpper();
        for (int i = 0; i < lower.length; i++) {
            if (!(Double.isFinite(lower[i]) && Double.isFinite(upper[i]))) {
                throw new IllegalArgumentException("a uniformly random policy: expected controls within finite limits,"
                        + " found control " + i + " within " + lower[i] + " and " + upper[i]);
            }
        }
        return new UniformlyRandom(lower, upper);
    }

    /** No control at all, or what is nearest to it within the limits. */
    public static ControlLaw zero(SimulatorSpec spec) {
        double[] lower = spec.controlLower();
        double[] upper = spec.controlUpper();
        return (state, observation, t, control) -> {
            for (int i = 0; i < control.length; i++) {
                control[i] = Math.max(lower[i], Math.min(upper[i], 0));
            }
        };
    }

    private record UniformlyRandom(double[] lower, double[] upper) implements ControlLaw {
        @Override
        public void mean(double[] state, double[] observation, int t, double[] control) {
            throw new IllegalStateException("expected to be asked for the law of a rollout first");
        }

        @Override
        public ControlLaw forRollout(RandomGenerator random) {
            return (state, observation, t, control) -> {
                for (int i = 0; i < control.length; i++) {
                    control[i] = lower[i] + (upper[i] - lower[i]) * random.nextDouble();
                }
            };
        }
    }
}
