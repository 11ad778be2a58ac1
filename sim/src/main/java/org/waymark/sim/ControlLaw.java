package org.waymark.sim;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.waymark.lqr.Controller;
import org.waymark.lqr.Policy;

/**
 * What chooses the controls of a rollout: u_t = μ_t(x_t, o_t) + L_t ε_t.
 *
 * <p>A lambda is enough for a law without noise. Implementations are immutable and are called by several threads at once.
 */
@FunctionalInterface
public interface ControlLaw {
    /**
     * Writes μ_t.
     *
     * @param state [stateSize] x_t; not modified
     * @param observation [observationSize] o_t; not modified
     * @param t time step, 0…T−1
     * @param control [controlSize]; overwritten
     */
    void mean(double[] state, double[] observation, int t, double[] control);

    /**
     * Writes L_t, lower triangular with C_t = L_t L_tᵀ; zeros unless overridden.
     *
     * @param factor [controlSize × controlSize], row-major; overwritten
     */
    default void choleskyLower(int t, double[] factor) {
        Arrays.fill(factor, 0);
    }

    /**
     * The law as one rollout has it, asked for at its beginning; this law itself unless overridden. A law that remembers something from step
     * to step, or draws random numbers of its own, returns one that is for this rollout and one thread alone.
     *
     * @param random where the law's own randomness in this rollout comes from; the same for all laws with the same request
     */
    default ControlLaw forRollout(RandomGenerator random) {
        return this;
    }

    /**
     * Refuses a simulator or a horizon that this law cannot drive; accepts all unless overridden.
     *
     * @throws IllegalArgumentException saying what was expected and what was found
     */
    default void requireFits(SimulatorSpec spec, int horizon) {}

    /**
     * The law of a time-varying controller on states.
     *
     * @throws IllegalArgumentException if a covariance is neither zero nor positive definite, with its t
     */
    static ControlLaw of(Controller controller) {
        return new ControllerLaw(controller);
    }

    /**
     * The law of a policy on observations.
     *
     * @throws IllegalArgumentException if the covariance is neither zero nor positive definite
     */
    static ControlLaw of(Policy policy) {
        return new PolicyLaw(policy);
    }
}
