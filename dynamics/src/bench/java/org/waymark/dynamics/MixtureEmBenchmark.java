package org.waymark.dynamics;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.Rollout;

/**
 * All mixtures of a whole run on one thread: 4 clusters × 12 iterations × 5 rollouts, n = 26, m = 7, T = 100; rows of 59 numbers for
 * the dynamics and of 33 for the policy. The 2017 reference implementation takes 11 to 15 s on such a run.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MixtureEmBenchmark {
    private static final int CLUSTERS = 4;
    private static final int ITERATIONS = 12;
    private static final int STATES = 26;

    private final double[][][] dynamicsRows = new double[CLUSTERS][ITERATIONS][];
    private final double[][][] policyRows = new double[CLUSTERS][ITERATIONS][];

    @Setup
    public void prepare() {
        for (int c = 0; c < CLUSTERS; c++) {
            MixturePrior buffer = MixturePrior.empty();
            for (int i = 0; i < ITERATIONS; i++) {
                List<Rollout> rollouts = ArmRollouts.of(STATES, c, i, 5);
                buffer = buffer.append(59, 100, Rollouts.transitions(rollouts), 20);
                dynamicsRows[c][i] = buffer.rows();
                policyRows[c][i] = policyRows(buffer.sharedRows(), i);
            }
        }
    }

    /** A policy that sharpens as it learns, seen on the states of the buffer. */
    private static double[] policyRows(double[] transitions, int iteration) {
        int count = transitions.length / 59;
        double[] rows = new double[count * 33];
        for (int n = 0; n < count; n++) {
            System.arraycopy(transitions, n * 59, rows, n * 33, STATES);
            for (int j = 0; j < 7; j++) {
                double sum = rows[n * 33 + j] - rows[n * 33 + j + 7] + rows[n * 33 + j + 14];
                rows[n * 33 + STATES + j] = Math.tanh((1 + 0.1 * iteration) * sum);
            }
        }
        return rows;
    }

    @Benchmark
    public double dynamicsMixtures() {
        return run(dynamicsRows, 59);
    }

    @Benchmark
    public double policyMixtures() {
        return run(policyRows, 33);
    }

    private static double run(double[][][] rows, int size) {
        double[] total = new double[CLUSTERS];
        for (int c = 0; c < CLUSTERS; c++) {
            GaussianMixture mixture = null;
            for (int i = 0; i < ITERATIONS; i++) {
                MixtureEm.Fit fit = new MixtureEm(PriorOptions.defaults())
                        .fit(rows[c][i], size, mixture, new RandomStreams(1).stream("em", i, c, 0));
                mixture = fit.mixture();
                total[c] += fit.report().logLikelihood();
            }
        }
        return Arrays.stream(total).sum();
    }
}
