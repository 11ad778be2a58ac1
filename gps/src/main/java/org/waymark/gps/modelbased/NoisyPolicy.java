package org.waymark.gps.modelbased;

import java.util.random.RandomGenerator;
import org.waymark.distillation.NetworkPolicy;

/** A network policy with its noise: u = μ(o) + σ ε, entry by entry. */
public final class NoisyPolicy implements EpisodeActor {
    private final NetworkPolicy policy;
    private final double[] covariance;

    public NoisyPolicy(NetworkPolicy policy) {
        this.policy = policy;
        this.covariance = policy.covariance();
    }

    @Override
    public void act(double[] state, double[] observation, int t, RandomGenerator random, double[] control) {
        policy.mean(observation, control);
        for (int j = 0; j < control.length; j++) {
            control[j] += Math.sqrt(covariance[j * control.length + j]) * random.nextGaussian();
        }
    }
}
