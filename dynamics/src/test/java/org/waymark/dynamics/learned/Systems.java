package org.waymark.dynamics.learned;

import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;

/** Transitions of small systems. */
final class Systems {
    private Systems() {}

    static RandomGenerator random(int seed) {
        return new RandomStreams(seed).stream("test", 0, 0, 0);
    }

    /** A pendulum (angle, velocity) with a torque, noise in the velocity and the cost cos θ + 0.1 u². */
    static Transitions pendulum(int count, double noise, int seed) {
        RandomGenerator random = random(seed);
        double[] x = new double[2 * count];
        double[] u = new double[count];
        double[] next = new double[2 * count];
        double[] costs = new double[count];
        for (int i = 0; i < count; i++) {
            double angle = Math.PI * (2 * random.nextDouble() - 1);
            double speed = 2 * random.nextGaussian();
            u[i] = random.nextGaussian();
            x[2 * i] = angle;
            x[2 * i + 1] = speed;
            next[2 * i] = angle + 0.05 * speed;
            next[2 * i + 1] = speed + 0.05 * (9.8 * Math.sin(angle) + 3 * u[i]) + noise * random.nextGaussian();
            costs[i] = Math.cos(angle) + 0.1 * u[i] * u[i];
        }
        return Transitions.of(2, 1, x, u, next, costs);
    }

    /** Small tanh networks for the pendulum. */
    static ModelOptions small() {
        return ModelOptions.defaults()
                .withMembers(3, 2)
                .withHidden(16, 16)
                .withAngles(0)
                .withEpochs(3)
                .withBatchSize(64);
    }
}
