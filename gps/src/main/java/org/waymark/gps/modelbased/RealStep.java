package org.waymark.gps.modelbased;

/**
 * One step of an episode, as it is told to {@link EpisodeActor#stepped}. The arrays are the runner's: read them at once, modify none.
 *
 * @param t time step, from 0
 * @param state x_t, [n]
 * @param observation o_t, [p]
 * @param control u_t as applied, [m]
 * @param cost ℓ(x_t, u_t, t)
 * @param nextState x_{t+1}, [n]
 * @param nextObservation o_{t+1}, [p]
 * @param ended whether the episode came to an end of its own in x_{t+1}
 */
public record RealStep(
        int t,
        double[] state,
        double[] observation,
        double[] control,
        double cost,
        double[] nextState,
        double[] nextObservation,
        boolean ended) {}
