package org.waymark.distillation;

import java.util.Arrays;
import org.waymark.lqr.NonFiniteException;

/**
 * A shift and a scale for each entry of a vector: z_i = (v_i − mean_i)/deviation_i, and back.
 *
 * <p>Immutable: arrays are copied in and out.
 *
 * @param mean [n], in the vector's own units
 * @param deviation [n], in the vector's own units, each > 0
 */
public record Whitening(double[] mean, double[] deviation) {
    public Whitening {
        if (mean.length != deviation.length) {
            throw new IllegalArgumentException(
                    "whitening deviation: expected " + mean.length + " numbers, found " + deviation.length);
        }
        NonFiniteException.check("whitening mean", mean, -1);
        NonFiniteException.check("whitening deviation", deviation, -1);
        for (int i = 0; i < deviation.length; i++) {
            if (!(deviation[i] > 0)) {
                throw new IllegalArgumentException("whitening deviation[" + i + "]: " + deviation[i] + " is not > 0");
            }
        }
        mean = mean.clone();
        deviation = deviation.clone();
    }

    /** z = v. */
    public static Whitening identity(int size) {
        double[] ones = new double[size];
        Arrays.fill(ones, 1);
        return new Whitening(new double[size], ones);
    }

    /**
     * Mean and standard deviation of weighted samples; a deviation below {@code floor} is replaced by it.
     *
     * @param samples [count × size], row-major; not modified
     * @param weights [count], ≥ 0, not all zero; not modified
     */
    public static Whitening of(double[] samples, double[] weights, int size, double floor) {
        double[] mean = new double[size];
        double[] deviation = new double[size];
        double total = 0;
        for (int n = 0; n < weights.length; n++) {
            total += weights[n];
            for (int i = 0; i < size; i++) {
                mean[i] += weights[n] * samples[n * size + i];
            }
        }
        for (int i = 0; i < size; i++) {
            mean[i] /= total;
        }
        for (int n = 0; n < weights.length; n++) {
            for (int i = 0; i < size; i++) {
                double d = samples[n * size + i] - mean[i];
                deviation[i] += weights[n] * d * d;
            }
        }
        for (int i = 0; i < size; i++) {
            deviation[i] = Math.max(Math.sqrt(deviation[i] / total), floor);
        }
        return new Whitening(mean, deviation);
    }

    /**
     * This whitening, but for the entries in which {@code fresh} data no longer look white to it: whitened mean beyond ±2, or deviation
     * outside [¼, 4]. Those are taken from {@code fresh}.
     */
    Whitening followed(Whitening fresh) {
        double[] newMean = mean.clone();
        double[] newDeviation = deviation.clone();
        for (int i = 0; i < mean.length; i++) {
            double ratio = fresh.deviation[i] / deviation[i];
            if (Math.abs(fresh.mean[i] - mean[i]) > 2 * deviation[i] || ratio > 4 || ratio < 0.25) {
                newMean[i] = fresh.mean[i];
                newDeviation[i] = fresh.deviation[i];
            }
        }
        return new Whitening(newMean, newDeviation);
    }

    public int size() {
        return mean.length;
    }

    @Override
    public double[] mean() {
        return mean.clone();
    }

    @Override
    public double[] deviation() {
        return deviation.clone();
    }

    double meanAt(int i) {
        return mean[i];
    }

    double deviationAt(int i) {
        return deviation[i];
    }

    /** Writes the whitened rows of {@code samples}, [count × size], into a fresh array. */
    public double[] apply(double[] samples) {
        int size = mean.length;
        double[] out = new double[samples.length];
        for (int at = 0; at < samples.length; at += size) {
            for (int i = 0; i < size; i++) {
                out[at + i] = (samples[at + i] - mean[i]) / deviation[i];
            }
        }
        return out;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Whitening w && Arrays.equals(mean, w.mean) && Arrays.equals(deviation, w.deviation);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(deviation);
    }

    @Override
    public String toString() {
        return "Whitening[mean=" + Arrays.toString(mean) + ", deviation=" + Arrays.toString(deviation) + "]";
    }
}
