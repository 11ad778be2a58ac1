package org.waymark.sim.plant;

import java.util.random.RandomGenerator;
import org.waymark.lqr.Cost;
import org.waymark.lqr.RandomStreams;
import org.waymark.sim.Plant;
import org.waymark.sim.Simulator;
import org.waymark.sim.StartDistribution;

/** The score of a policy whose controls are uniform within their limits. */
public final class BenchmarkScores {
    private BenchmarkScores() {}

    /** The mean over episodes of −Σ ℓ. */
    public static double uniformlyRandom(Plant plant, int horizon, int episodes) {
        RandomGenerator random = new RandomStreams(1).stream("random policy", 0, 0, 0);
        Cost cost = plant.cost().orElseThrow();
        StartDistribution starts = plant.starts().orElseThrow();
        double[] low = plant.spec().controlLower();
        double[] high = plant.spec().controlUpper();
        double[] x = new double[plant.spec().stateSize()];
        double[] u = new double[low.length];
        double sum = 0;
        try (Simulator simulator = plant.newSimulator()) {
            for (int episode = 0; episode < episodes; episode++) {
                simulator.reset(starts.draw(random), x);
                for (int t = 0; t < horizon; t++) {
                    for (int i = 0; i < u.length; i++) {
                        u[i] = low[i] + (high[i] - low[i]) * random.nextDouble();
                    }
                    sum -= cost.running(x, u, t);
                    simulator.step(u, x);
                }
            }
        }
        return sum / episodes;
    }
}
