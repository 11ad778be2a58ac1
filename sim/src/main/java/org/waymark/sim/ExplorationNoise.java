package org.waymark.sim;

import java.util.random.RandomGenerator;
import org.waymark.lqr.TimeVaryingMatrix;

/**
 * The distribution of the deviates ε_t behind the controls of a rollout: white, or smoothed over time so that a mechanism feels it.
 *
 * <p>Each channel is white noise convolved with a Gaussian window of standard deviation {@code smoothing}, cut off at four of them,
 * with the sequence mirrored at its ends (…ε₁ ε₀ | ε₀ ε₁…), as in the 2017 reference implementation (cbfinn/gps). The mean over time
 * is left as it falls.
 *
 * @param smoothing standard deviation of the window, in time steps; 0 for white noise
 * @param renormalize whether each smoothed channel is scaled to population standard deviation 1 over the horizon; white noise and
 *     horizons of one step are left alone
 */
public record ExplorationNoise(double smoothing, boolean renormalize) {
    private static final double TRUNCATION = 4;

    public ExplorationNoise {
        if (!(smoothing >= 0 && smoothing < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "noise.smoothing: expected a number of time steps ≥ 0, found " + smoothing);
        }
    }

    /** Smoothed by two time steps, renormalised. */
    public static ExplorationNoise defaults() {
        return new ExplorationNoise(2, true);
    }

    /** Independent from step to step. */
    public static ExplorationNoise white() {
        return new ExplorationNoise(0, false);
    }

    public ExplorationNoise withSmoothing(double steps) {
        return new ExplorationNoise(steps, renormalize);
    }

    public ExplorationNoise withRenormalize(boolean unitDeviation) {
        return new ExplorationNoise(smoothing, unitDeviation);
    }

    /**
     * Draws ε_0…ε_{T−1}, T × m.
     *
     * @param horizon T, ≥ 1
     * @param controlSize m, ≥ 1
     */
    public TimeVaryingMatrix draw(int horizon, int controlSize, RandomGenerator random) {
        if (horizon < 1 || controlSize < 1) {
            throw new IllegalArgumentException(
                    "noise: expected a horizon and a control size ≥ 1, found " + horizon + " and " + controlSize);
        }
        double[] noise = new double[horizon * controlSize];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = random.nextGaussian();
        }
        if (smoothing > 0) {
            noise = smoothed(noise, horizon, controlSize);
            if (renormalize && horizon > 1) {
                scaleToUnitDeviation(noise, horizon, controlSize);
            }
        }
        return TimeVaryingMatrix.ofVectors(horizon, controlSize, noise);
    }

    private double[] smoothed(double[] white, int horizon, int controlSize) {
        double[] window = window();
        int radius = window.length / 2;
        double[] result = new double[white.length];
        for (int t = 0; t < horizon; t++) {
            for (int k = -radius; k <= radius; k++) {
                int source = mirrored(t + k, horizon) * controlSize;
                double weight = window[k + radius];
                for (int i = 0; i < controlSize; i++) {
                    result[t * controlSize + i] += weight * white[source + i];
                }
            }
        }
        return result;
    }

    /** w_k ∝ exp(−½ k²/σ²) for |k| ≤ 4σ rounded, Σ w_k = 1. */
    private double[] window() {
        int radius = (int) (TRUNCATION * smoothing + 0.5);
        double[] window = new double[2 * radius + 1];
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
            window[k + radius] = Math.exp(-0.5 * k * k / (smoothing * smoothing));
            sum += window[k + radius];
        }
        for (int k = 0; k < window.length; k++) {
            window[k] /= sum;
        }
        return window;
    }

    /** The sequence continued by mirroring at both ends has period 2T: … 1 0 | 0 1 … T−1 | T−1 T−2 … */
    private static int mirrored(int t, int horizon) {
        int phase = Math.floorMod(t, 2 * horizon);
        return phase < horizon ? phase : 2 * horizon - 1 - phase;
    }

    private static void scaleToUnitDeviation(double[] noise, int horizon, int controlSize) {
        for (int i = 0; i < controlSize; i++) {
            double mean = 0;
            for (int t = 0; t < horizon; t++) {
                mean += noise[t * controlSize + i] / horizon;
            }
            double variance = 0;
            for (int t = 0; t < horizon; t++) {
                double deviation = noise[t * controlSize + i] - mean;
                variance += deviation * deviation / horizon;
            }
            double scale = 1 / Math.sqrt(variance);
            for (int t = 0; t < horizon; t++) {
                noise[t * controlSize + i] *= scale;
            }
        }
    }
}
