package org.waymark.gps.algorithm;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.distillation.TeachingSet;
import org.waymark.lqr.LinearGaussianController;
import org.waymark.lqr.Rollout;

/** Collects what the controllers would do: at the states that were visited and, on request, around them. */
final class Lesson {
    private final int n;
    private final int m;
    private final int p;
    private final double[] observations;
    private final double[] targets;
    private final double[] precisions;
    private final double[] weights;
    private final double[] state;
    private final double[] observation;
    private final double[] control;
    private int row;

    /** @param any a rollout of the sizes that all have */
    Lesson(Rollout any, int rows) {
        n = any.stateSize();
        m = any.controlSize();
        p = any.observationSize();
        observations = new double[rows * p];
        targets = new double[rows * m];
        precisions = new double[rows * m * m];
        weights = new double[rows];
        state = new double[n];
        observation = new double[p];
        control = new double[m];
    }

    /** What the teacher would do at each state of a rollout. */
    void addVisited(Rollout rollout, LinearGaussianController teacher, double[] weight) {
        for (int t = 0; t < rollout.horizon(); t++) {
            rollout.states().read(t, state);
            rollout.observations().read(t, observation);
            add(teacher, t, weight[t]);
        }
    }

    /** What the teacher would do at states spread as the rollouts are, see {@link GainSupervision}. */
    void addAround(
            List<Rollout> rollouts,
            LinearGaussianController teacher,
            double[] weight,
            GainSupervision options,
            RandomGenerator random) {
        double[] mix = new double[rollouts.size()];
        for (int t = 0; t < teacher.horizon(); t++) {
            for (int i = 0; i < options.samples(); i++) {
                mix(mix, options.spread(), random);
                combine(rollouts, mix, t);
                add(teacher, t, weight[t]);
            }
        }
    }

    /** Weights that add up to one: 1/N + s(ε_i − ε̄)/√N. */
    private static void mix(double[] mix, double spread, RandomGenerator random) {
        int count = mix.length;
        double mean = 0;
        for (int i = 0; i < count; i++) {
            mix[i] = random.nextGaussian();
            mean += mix[i] / count;
        }
        for (int i = 0; i < count; i++) {
            mix[i] = 1.0 / count + spread * (mix[i] - mean) / Math.sqrt(count);
        }
    }

    private void combine(List<Rollout> rollouts, double[] mix, int t) {
        Arrays.fill(state, 0);
        Arrays.fill(observation, 0);
        for (int i = 0; i < mix.length; i++) {
            for (int j = 0; j < n; j++) {
                state[j] += mix[i] * rollouts.get(i).states().get(t, j);
            }
            for (int j = 0; j < p; j++) {
                observation[j] += mix[i] * rollouts.get(i).observations().get(t, j);
            }
        }
    }

    private void add(LinearGaussianController teacher, int t, double weight) {
        teacher.mean(state, t, control);
        System.arraycopy(observation, 0, observations, row * p, p);
        System.arraycopy(control, 0, targets, row * m, m);
        teacher.precision().read(t, precisions, row * m * m);
        weights[row] = weight;
        row++;
    }

    TeachingSet collected() {
        return new TeachingSet(p, m, observations, targets, precisions, weights);
    }
}
