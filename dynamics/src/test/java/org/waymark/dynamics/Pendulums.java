package org.waymark.dynamics;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

/** A pendulum without noise, x = [θ; ω], pushed at random: θ̈ = −9.81 sin θ − 0.1 ω + 3u, in explicit steps of 0.1 s. */
final class Pendulums {
    static final int HORIZON = 20;

    private Pendulums() {}

    static void step(double[] x, double u) {
        double omega = x[1] + 0.1 * (-9.81 * Math.sin(x[0]) - 0.1 * x[1] + 3 * u);
        x[0] += 0.1 * omega;
        x[1] = omega;
    }

    /** From around (start, 0). */
    static List<Rollout> rollouts(double start, int count, long seed) {
        RandomGenerator random = new RandomStreams(seed).stream("pendulum", 0, 0, 0);
        List<Rollout> rollouts = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            double[] x = {start + 0.1 * random.nextGaussian(), 0.1 * random.nextGaussian()};
            double[] states = new double[2 * (HORIZON + 1)];
            double[] controls = new double[HORIZON];
            System.arraycopy(x, 0, states, 0, 2);
            for (int t = 0; t < HORIZON; t++) {
                controls[t] = random.nextGaussian();
                step(x, controls[t]);
                System.arraycopy(x, 0, states, 2 * (t + 1), 2);
            }
            TimeVaryingMatrix xs = TimeVaryingMatrix.ofVectors(HORIZON + 1, 2, states);
            TimeVaryingMatrix us = TimeVaryingMatrix.ofVectors(HORIZON, 1, controls);
            rollouts.add(new Rollout(xs, us, xs, TimeVaryingMatrix.zeros(HORIZON, 1, 1), 0));
        }
        return rollouts;
    }
}
