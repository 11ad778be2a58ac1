package org.waymark.lqr;

import java.util.List;

/**
 * One trajectory as it happened. Complete when it exists; every number in it is finite.
 *
 * @param states (T+1) × n: x_0…x_T
 * @param controls T × m: u_0…u_{T−1} as applied, that is, within the limits of the controls
 * @param observations (T+1) × p: what the global policy sees at each state
 * @param noise T × m: the standard normal deviates ε_t behind the controls, u = μ + L ε before clipping; zeros if none was added
 * @param clipped how many of the T·m controls were cut at their limits
 */
public record Rollout(
        TimeVaryingMatrix states,
        TimeVaryingMatrix controls,
        TimeVaryingMatrix observations,
        TimeVaryingMatrix noise,
        int clipped) {
    public Rollout {
        int horizon = controls.steps();
        states.requireShape("states", horizon + 1, states.rows(), 1);
        controls.requireShape("controls", horizon, controls.rows(), 1);
        observations.requireShape("observations", horizon + 1, observations.rows(), 1);
        noise.requireShape("noise", horizon, controls.rows(), 1);
    }

    /** T, the number of controls. */
    public int horizon() {
        return controls.steps();
    }

    public int stateSize() {
        return states.rows();
    }

    public int controlSize() {
        return controls.rows();
    }

    public int observationSize() {
        return observations.rows();
    }

    /** Σ_{t&lt;T} ℓ(x_t,u_t,t) + ℓ_f(x_T). */
    public double cost(Cost cost) {
        double[] x = new double[stateSize()];
        double[] u = new double[controlSize()];
        double sum = 0;
        for (int t = 0; t < horizon(); t++) {
            states.read(t, x);
            controls.read(t, u);
            sum += finite(cost.running(x, u, t), t);
        }
        states.read(horizon(), x);
        return sum + finite(cost.terminal(x), horizon());
    }

    private static double finite(double value, int t) {
        if (!Double.isFinite(value)) {
            throw new NonFiniteException("cost", value, t, 0);
        }
        return value;
    }

    /** Which fraction of the controls of some rollouts was cut at their limits; at least one rollout. */
    public static double clippedFraction(List<Rollout> rollouts) {
        long clipped = 0;
        long all = 0;
        for (Rollout rollout : rollouts) {
            clipped += rollout.clipped();
            all += (long) rollout.horizon() * rollout.controlSize();
        }
        return (double) clipped / all;
    }
}
