package org.waymark.dynamics.learned;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;

/**
 * What training and prediction cost on one thread, in processor time: the median of five, after warming up. A program of its own: with
 * {@code java --add-modules jdk.incubator.vector -cp CLASSES ModelTiming.java}.
 */
public final class ModelTiming {
    private static final int COUNT = 10_000;
    private static final int STATES = 4;

    private ModelTiming() {}

    public static void main(String[] arguments) {
        Transitions data = transitions();
        for (int[] hidden : new int[][] {{64, 64}, {200, 200, 200, 200}}) {
            ModelOptions options = ModelOptions.defaults()
                    .withMembers(1, 1)
                    .withHidden(hidden)
                    .withAngles(0)
                    .withHoldOut(0, 1);
            LearnedDynamics model = fit(options.withEpochs(4), data);
            double[] seconds = new double[5];
            for (int i = 0; i < seconds.length; i++) {
                double before = seconds();
                fit(options.withEpochs(3), data);
                double middle = seconds();
                fit(options.withEpochs(1), data);
                seconds[i] = (middle - before - (seconds() - middle)) / 2;
            }
            System.out.printf(
                    Locale.ROOT, "%d×%d: an epoch of 10,000 %.3f s%n", hidden.length, hidden[0], median(seconds));
            for (int batch : new int[] {100, 1_000, 10_000, 100_000}) {
                System.out.printf(
                        Locale.ROOT, "  predict %,7d: %.2f µs a row%n", batch, 1e6 * prediction(model, batch));
            }
        }
    }

    private static Transitions transitions() {
        RandomGenerator random = new RandomStreams(1).stream("timing", 0, 0, 0);
        double[] x = random.doubles(COUNT * STATES, -2, 2).toArray();
        double[] u = random.doubles(COUNT, -1, 1).toArray();
        double[] next = x.clone();
        for (int i = 0; i < COUNT; i++) {
            next[STATES * i] += 0.05 * x[STATES * i + 1];
            next[STATES * i + 1] += 0.5 * Math.sin(x[STATES * i]) + 0.05 * u[i] + 0.01 * random.nextGaussian();
            next[STATES * i + 2] += 0.05 * x[STATES * i + 3];
            next[STATES * i + 3] += 0.05 * (u[i] - Math.cos(x[STATES * i]));
        }
        return Transitions.of(STATES, 1, x, u, next, new double[0]);
    }

    private static LearnedDynamics fit(ModelOptions options, Transitions data) {
        return new ModelLearner(options).fit(data, Optional.empty(), 3, 1).model();
    }

    private static double prediction(LearnedDynamics model, int batch) {
        RandomGenerator random = new RandomStreams(2).stream("timing", 0, 0, 0);
        double[] x = random.doubles(batch * STATES, -2, 2).toArray();
        double[] u = random.doubles(batch, -1, 1).toArray();
        Prediction prediction = model.prediction(batch);
        int times = Math.max(1, 30_000 / batch);
        double[] seconds = new double[5];
        for (int i = 0; i < seconds.length; i++) {
            double before = seconds();
            for (int k = 0; k < times; k++) {
                prediction.predict(0, x, u, batch, new double[batch * STATES], new double[batch * STATES]);
            }
            seconds[i] = (seconds() - before) / times / batch;
        }
        return median(seconds);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double seconds() {
        return 1e-9 * ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
