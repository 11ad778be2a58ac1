package org.waymark.gps.actorcritic;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.special.Erf;

/**
 * Noise ε_t ~ N(0, 1) whose power falls with the frequency f as f^−β: white for β = 0, pink for β = 1. Differenced fractionally (Kasdin
 * 1995), and divided by the deviation that this has after so many steps:
 *
 * <pre>
 * ε_t = Σ_k h_k w_{t−k} / √(Σ_k h_k²),   k = 0…t,   h_0 = 1,   h_k = h_{k−1} (k − 1 + β/2)/k,   w ~ N(0, 1)
 * </pre>
 *
 * <p>A workspace: one thread.
 */
final class PowerLawNoise {
    private final double exponent;
    private final int size;
    private double[] weights = {1};
    private double[] white;
    private int steps;

    /**
     * @param exponent β
     * @param size m, of entries that are independent of each other
     */
    PowerLawNoise(double exponent, int size) {
        this.exponent = exponent;
        this.size = size;
        white = new double[size];
    }

    /** Forgets what was drawn. */
    void begin() {
        steps = 0;
    }

    /** @param noise ε_t, [m]; overwritten */
    void next(RandomGenerator random, double[] noise) {
        makeRoom();
        for (int j = 0; j < size; j++) {
            white[steps * size + j] = random.nextGaussian();
        }
        double power = 0;
        Arrays.fill(noise, 0);
        int terms = isWhite() ? 1 : steps + 1;
        for (int k = 0; k < terms; k++) {
            power += weights[k] * weights[k];
            for (int j = 0; j < size; j++) {
                noise[j] += weights[k] * white[(steps - k) * size + j];
            }
        }
        double deviation = Math.sqrt(power);
        for (int j = 0; j < size; j++) {
            noise[j] /= deviation;
        }
        steps++;
    }

    /**
     * The same noise, but distributed evenly between −1 and 1: 2Φ(ε_t) − 1, or, if it is white, straight from the generator.
     *
     * @param noise [m]; overwritten
     */
    void nextUniform(RandomGenerator random, double[] noise) {
        if (isWhite()) {
            Arrays.setAll(noise, j -> 2 * random.nextDouble() - 1);
        } else {
            next(random, noise);
            Arrays.setAll(noise, j -> Erf.erf(noise[j] / Math.sqrt(2)));
        }
    }

    private boolean isWhite() {
        return exponent == 0;
    }

    private void makeRoom() {
        if (steps == weights.length) {
            int known = weights.length;
            weights = Arrays.copyOf(weights, 2 * known);
            for (int k = known; k < weights.length; k++) {
                weights[k] = weights[k - 1] * (k - 1 + exponent / 2) / k;
            }
            white = Arrays.copyOf(white, weights.length * size);
        }
    }
}
