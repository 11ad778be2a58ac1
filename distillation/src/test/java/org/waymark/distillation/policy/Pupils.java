package org.waymark.distillation.policy;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.waymark.lqr.Policy;
import org.waymark.lqr.RandomStreams;

/** Teachers, tasks and data for tests. */
final class Pupils {
    private Pupils() {}

    static RandomGenerator random(long seed) {
        return new RandomStreams(seed).stream("test", 0, 0, 0);
    }

    /** u = K o + k with a covariance. */
    record LinearPolicy(double[][] gain, double[] offset, double[] covariance) implements Policy {
        @Override
        public int observationSize() {
            return gain[0].length;
        }

        @Override
        public int controlSize() {
            return offset.length;
        }

        @Override
        public void mean(double[] observation, double[] control) {
            for (int i = 0; i < offset.length; i++) {
                control[i] = offset[i];
                for (int j = 0; j < observation.length; j++) {
                    control[i] += gain[i][j] * observation[j];
                }
            }
        }
    }

    /** A policy of random gains and a variance of ¼. */
    static LinearPolicy linear(int observations, int controls, long seed) {
        RandomGenerator random = random(seed);
        double[][] gain = new double[controls][];
        double[] covariance = new double[controls * controls];
        for (int i = 0; i < controls; i++) {
            gain[i] = random.doubles(observations, -1, 1).toArray();
            covariance[i * controls + i] = 0.25;
        }
        return new LinearPolicy(gain, random.doubles(controls, -1, 1).toArray(), covariance);
    }

    /** A plant that forgets its state: x' = noise-free random numbers of the start, whatever is done. */
    static TaughtTask task(String name, Teacher teacher, int observations, int controls) {
        double[][] a = new double[observations][observations];
        double[][] b = new double[observations][controls];
        for (int i = 0; i < observations; i++) {
            a[i][i] = 0.9;
            b[i][i % controls] = 0.1;
        }
        return new TaughtTask(name, teacher, new LinearPlant(a, b, new double[observations], 10, i -> random(100 + i)
                .doubles(observations, -1, 1)
                .toArray()));
    }

    /** Scores that are linear in the observation. */
    record LinearScores(double[][] gain) implements ActionTeacher {
        @Override
        public int observationSize() {
            return gain[0].length;
        }

        @Override
        public int outputSize() {
            return gain.length;
        }

        @Override
        public void scores(double[] observation, double[] scores) {
            for (int a = 0; a < gain.length; a++) {
                scores[a] = 0;
                for (int j = 0; j < observation.length; j++) {
                    scores[a] += gain[a][j] * observation[j];
                }
            }
        }
    }

    static TaughtTask gaussian(String name, int observations, int controls, long seed) {
        return task(name, GaussianTeacher.of(linear(observations, controls, seed)), observations, controls);
    }

    static TaughtTask discrete(String name, int observations, int actions, long seed) {
        RandomGenerator random = random(seed);
        double[][] gain = new double[actions][];
        Arrays.setAll(gain, a -> random.doubles(observations, -1, 1).toArray());
        return task(name, new LinearScores(gain), observations, 1);
    }

    /** What a task's teacher says in random situations. */
    static Labelled labelled(TaughtTask task, int count, long seed) {
        int p = task.observationSize();
        double[] observations = random(seed).doubles(count * p, -2, 2).toArray();
        return task.teacher().label(new Visits(p, p, observations, observations, new int[count]));
    }

    static List<Labelled> labelled(List<TaughtTask> tasks, int count) {
        return tasks.stream()
                .map(task -> labelled(task, count, 17 + tasks.indexOf(task)))
                .toList();
    }
}
