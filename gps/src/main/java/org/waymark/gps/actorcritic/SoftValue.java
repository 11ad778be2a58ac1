package org.waymark.gps.actorcritic;

import java.util.random.RandomGenerator;

/** V(o) = min_c Q̄_c(o, a) − α log π(a|o), one sample a of the policy for each observation. A workspace of one thread. */
final class SoftValue {
    private final double[] actions;
    private final double[] logDensities;
    private final double[][] values;

    /** @param most observations at a time */
    SoftValue(int m, int most) {
        actions = new double[most * m];
        logDensities = new double[most];
        values = new double[Critics.COUNT][most];
    }

    /**
     * Writes V of some observations.
     *
     * @param observations [count × p]; not modified
     * @param out [count]; overwritten
     */
    void of(SoftActorCritic agent, double[] observations, int count, RandomGenerator random, double[] out) {
        each(agent, observations, count, random);
        for (int b = 0; b < count; b++) {
            out[b] = Math.min(values[0][b], values[1][b]);
        }
    }

    /** Q̄_c(o, a) − α log π(a|o) by critic: [critics][most], valid until the next call. */
    double[][] each(SoftActorCritic agent, double[] observations, int count, RandomGenerator random) {
        agent.actor().sample(observations, count, random, actions, logDensities);
        double temperature = agent.temperature();
        for (int c = 0; c < Critics.COUNT; c++) {
            agent.critics().targetValues(c, observations, actions, count, values[c]);
            for (int b = 0; b < count; b++) {
                values[c][b] -= temperature * logDensities[b];
            }
        }
        return values;
    }
}
