package org.waymark.sim;

import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;

/**
 * A simulator with randomness of its own: noise of its sensors, or a plant that is another one in each rollout.
 *
 * <p>{@link RolloutSampler} gives each rollout a generator that depends on the request alone, so that the same bits come out for any
 * number of threads. Everything random in a rollout comes from that generator.
 */
public interface RandomSimulator extends Simulator {
    /**
     * Begins a rollout.
     *
     * @param start where to begin; its meaning is the simulator's own
     * @param random where the randomness of this rollout comes from until the next reset; nobody else draws from it
     * @param state [stateSize]; overwritten by x_0
     */
    void reset(InitialState start, RandomGenerator random, double[] state);

    /** Begins a rollout with the same random numbers every time. */
    @Override
    default void reset(InitialState start, double[] state) {
        reset(start, new RandomStreams(0).stream("plant", 0, 0, 0), state);
    }

    /** Begins a rollout of any simulator; one without randomness of its own leaves the generator alone. */
    static void reset(Simulator simulator, InitialState start, RandomGenerator random, double[] state) {
        if (simulator instanceof RandomSimulator own) {
            own.reset(start, random, state);
        } else {
            simulator.reset(start, state);
        }
    }
}
