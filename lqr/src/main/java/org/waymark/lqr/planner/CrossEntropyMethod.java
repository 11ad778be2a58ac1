package org.waymark.lqr.planner;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.waymark.lqr.RandomStreams;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * The cross-entropy method: a normal distribution of controls, independent in time, fitted again and again to its cheapest samples.
 *
 * <pre>
 *   σ² = min(v, (½(ū − lower))², (½(upper − ū))²),   u ~ N(ū, σ²) cut off at ū ± 2σ
 *   ū ← αū + (1−α)·mean of the elites,   v ← αv + (1−α)·variance of the elites
 * </pre>
 *
 * <p>for each control and time step, beginning each plan with the last one's mean, shifted, and v = scale². So the limits hold without
 * clipping; the other side of it is that a mean close to a limit moves in small steps. The plan is the mean. Chua et al. 2018, whose
 * released code this follows.
 */
public final class CrossEntropyMethod extends SamplingPlanner {
    private static final double CUT_OFF = 2;

    private final int iterations;
    private final double smoothing;
    private final double[] variance;
    private final double[] deviation;
    private final int[] elites;
    private final double[] eliteSum;
    private final double[] eliteSquares;
    private int chosen;

    /** @throws IllegalArgumentException if problem and options do not fit, or a control has neither finite limits nor a scale */
    public CrossEntropyMethod(SamplingProblem problem, CrossEntropyOptions options, RandomStreams streams) {
        super(problem, options.sampling(), streams, true);
        iterations = options.iterations();
        smoothing = options.smoothing();
        int width = horizon() * controlSize();
        variance = new double[width];
        deviation = new double[width];
        eliteSum = new double[width];
        eliteSquares = new double[width];
        elites = new int[options.elites()];
    }

    @Override
    void improve() {
        int m = controlSize();
        for (int j = 0; j < variance.length; j++) {
            variance[j] = scale()[j % m] * scale()[j % m];
        }
        for (int i = 0; i < iterations; i++) {
            narrow();
            sample();
            choose();
            fit();
        }
    }

    /** σ² = min(v, (½(ū − lower))², (½(upper − ū))²). */
    private void narrow() {
        int m = controlSize();
        for (int j = 0; j < variance.length; j++) {
            double u = mean()[j];
            double room = Math.min(u - lower(j % m), upper(j % m) - u);
            deviation[j] = Math.min(Math.sqrt(variance[j]), Math.max(0, room / CUT_OFF));
        }
    }

    @Override
    void draw(RandomGenerator random, int sample, int at, double[] sequences) {
        int m = controlSize();
        for (int j = 0; j < deviation.length; j++) {
            double z = random.nextGaussian();
            while (Math.abs(z) > CUT_OFF) {
                z = random.nextGaussian();
            }
            sequences[at + j] = clamp(j % m, mean()[j] + deviation[j] * z);
        }
    }

    /** Collects the cheapest samples, in order; of equal ones the first drawn. */
    private void choose() {
        double[] costs = costs();
        chosen = 0;
        for (int i = 0; i < costs.length; i++) {
            if (costs[i] == Double.POSITIVE_INFINITY
                    || chosen == elites.length && costs[i] >= costs[elites[chosen - 1]]) {
                continue;
            }
            int place = chosen < elites.length ? chosen++ : chosen - 1;
            for (; place > 0 && costs[elites[place - 1]] > costs[i]; place--) {
                elites[place] = elites[place - 1];
            }
            elites[place] = i;
        }
    }

    /** ū ← αū + (1−α)·mean of the elites, v ← αv + (1−α)·variance of the elites. */
    private void fit() {
        double[] mean = mean();
        double[] sequences = sequences();
        int width = mean.length;
        Arrays.fill(eliteSum, 0);
        Arrays.fill(eliteSquares, 0);
        for (int e = 0; e < chosen; e++) {
            int at = elites[e] * width;
            for (int j = 0; j < width; j++) {
                // from the old mean, so that nothing cancels in the variance
                double difference = sequences[at + j] - mean[j];
                eliteSum[j] += difference;
                eliteSquares[j] += difference * difference;
            }
        }
        for (int j = 0; j < width; j++) {
            double shift = eliteSum[j] / chosen;
            double eliteVariance = Math.max(0, eliteSquares[j] / chosen - shift * shift);
            mean[j] += (1 - smoothing) * shift;
            variance[j] = smoothing * variance[j] + (1 - smoothing) * eliteVariance;
        }
    }

    @Override
    double effectiveSampleSize() {
        return chosen;
    }

    /** H × m: √v after the last plan, in the unit of each control. */
    public TimeVaryingMatrix deviation() {
        double[] root = new double[variance.length];
        for (int j = 0; j < root.length; j++) {
            root[j] = Math.sqrt(variance[j]);
        }
        return TimeVaryingMatrix.ofVectors(horizon(), controlSize(), root);
    }
}
