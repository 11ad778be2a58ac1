package org.waymark.dynamics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;
import org.waymark.lqr.TimeVaryingMatrix;

/** x' = A_t x + B_t u + c_t + noise, with known matrices, and rollouts of it under random controls. */
final class LinearSystem {
    final int n;
    final int m;
    final int horizon;
    /** [A_t, B_t], horizon × n × (n+m). */
    final double[][][] transition;

    final double[][] offset;

    LinearSystem(long seed, int n, int m, int horizon) {
        RandomGenerator random = new RandomStreams(seed).stream("system", 0, 0, 0);
        this.n = n;
        this.m = m;
        this.horizon = horizon;
        this.transition = new double[horizon][n][n + m];
        this.offset = new double[horizon][n];
        for (int t = 0; t < horizon; t++) {
            for (int i = 0; i < n; i++) {
                offset[t][i] = random.nextGaussian();
                for (int j = 0; j < n + m; j++) {
                    transition[t][i][j] = (i == j ? 0.8 : 0) + 0.2 * random.nextGaussian();
                }
            }
        }
    }

    /** The same matrices at every time step. */
    static LinearSystem stationary(long seed, int n, int m, int horizon) {
        LinearSystem system = new LinearSystem(seed, n, m, horizon);
        Arrays.fill(system.transition, system.transition[0]);
        Arrays.fill(system.offset, system.offset[0]);
        return system;
    }

    /** @param constantEntries how many of the last state entries are held at 1 */
    List<Rollout> rollouts(long seed, int count, double noise, int constantEntries) {
        RandomGenerator random = new RandomStreams(seed).stream("rollouts", 0, 0, 0);
        List<Rollout> rollouts = new ArrayList<>();
        for (int r = 0; r < count; r++) {
            double[] x = new double[(horizon + 1) * n];
            double[] u = new double[horizon * m];
            for (int i = 0; i < n; i++) {
                x[i] = i < n - constantEntries ? random.nextGaussian() : 1;
            }
            for (int t = 0; t < horizon; t++) {
                for (int j = 0; j < m; j++) {
                    u[t * m + j] = random.nextGaussian();
                }
                for (int i = 0; i < n; i++) {
                    double sum = offset[t][i] + noise * random.nextGaussian();
                    for (int j = 0; j < n; j++) {
                        sum += transition[t][i][j] * x[t * n + j];
                    }
                    for (int j = 0; j < m; j++) {
                        sum += transition[t][i][n + j] * u[t * m + j];
                    }
                    x[(t + 1) * n + i] = i < n - constantEntries ? sum : 1;
                }
            }
            rollouts.add(rollout(x, u));
        }
        return rollouts;
    }

    /** A rollout that observes its states. */
    Rollout rollout(double[] x, double[] u) {
        TimeVaryingMatrix states = TimeVaryingMatrix.ofVectors(horizon + 1, n, x);
        return new Rollout(
                states, TimeVaryingMatrix.ofVectors(horizon, m, u), states, TimeVaryingMatrix.zeros(horizon, m, 1), 0);
    }

    double[] flatTransition() {
        double[] flat = new double[horizon * n * (n + m)];
        for (int i = 0; i < flat.length; i++) {
            int t = i / (n * (n + m));
            flat[i] = transition[t][i / (n + m) % n][i % (n + m)];
        }
        return flat;
    }
}
