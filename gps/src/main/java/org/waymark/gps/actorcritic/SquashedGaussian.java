package org.waymark.gps.actorcritic;

/**
 * Actions a = tanh(μ + σ ε), ε ~ N(0, I), each entry of its own, for a batch of samples (Haarnoja et al. 2018a, appendix C).
 *
 * <p>A network's outputs for a sample are [μ; log σ]; log σ is cut at −10 and 2. The density is that of a:
 * log π(a) = Σ_j −½ε_j² − log σ_j − ½ log 2π − log(1 − a_j²).
 */
final class SquashedGaussian {
    static final double LEAST_LOG_DEVIATION = -10;
    static final double GREATEST_LOG_DEVIATION = 2;

    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    private static final double LOG_2 = Math.log(2);

    private SquashedGaussian() {}

    /**
     * Writes actions and the logarithms of their densities.
     *
     * @param outputs of the network, rows of [μ; log σ] that begin {@code stride} apart; not modified
     * @param m entries of an action
     * @param noise ε, [count × m]; not modified
     * @param actions [count × m] from sample {@code at} on; overwritten
     * @param logDensities [count] from {@code at} on; overwritten
     */
    static void act(
            double[] outputs,
            int stride,
            int m,
            int count,
            double[] noise,
            double[] actions,
            double[] logDensities,
            int at) {
        for (int b = 0; b < count; b++) {
            double logDensity = 0;
            for (int j = 0; j < m; j++) {
                double logDeviation = logDeviation(outputs[b * stride + m + j]);
                double epsilon = noise[b * m + j];
                double z = outputs[b * stride + j] + Math.exp(logDeviation) * epsilon;
                actions[(at + b) * m + j] = Math.tanh(z);
                logDensity += -0.5 * epsilon * epsilon - logDeviation - HALF_LOG_TWO_PI - logSlope(z);
            }
            logDensities[at + b] = logDensity;
        }
    }

    /** Writes tanh μ, [count × m] from sample {@code at} on. */
    static void mean(double[] outputs, int stride, int m, int count, double[] actions, int at) {
        for (int b = 0; b < count; b++) {
            for (int j = 0; j < m; j++) {
                actions[(at + b) * m + j] = Math.tanh(outputs[b * stride + j]);
            }
        }
    }

    /**
     * Writes ∂L/∂outputs for L = w Σ_b log π(a_b) + G(a_1, a_2, …), at fixed ε. Where log σ is cut, only a slope that leads back is left.
     *
     * @param weight w
     * @param actionSlopes ∂G/∂a, [count × m]; not modified
     * @param slopes rows that begin {@code stride} apart; the first 2m of each are overwritten
     */
    static void pullBack(
            double[] outputs,
            int stride,
            int m,
            int count,
            double[] noise,
            double[] actions,
            double weight,
            double[] actionSlopes,
            double[] slopes) {
        for (int b = 0; b < count; b++) {
            for (int j = 0; j < m; j++) {
                double a = actions[b * m + j];
                double raw = outputs[b * stride + m + j];
                // ∂ log π/∂z = 2 tanh z at fixed ε, and ∂a/∂z = 1 − a²
                double z = 2 * weight * a + actionSlopes[b * m + j] * (1 - a * a);
                double logDeviation = z * Math.exp(logDeviation(raw)) * noise[b * m + j] - weight;
                boolean leadsOut = raw < LEAST_LOG_DEVIATION && logDeviation > 0
                        || raw > GREATEST_LOG_DEVIATION && logDeviation < 0;
                slopes[b * stride + j] = z;
                slopes[b * stride + m + j] = leadsOut ? 0 : logDeviation;
            }
        }
    }

    private static double logDeviation(double raw) {
        return Math.max(LEAST_LOG_DEVIATION, Math.min(GREATEST_LOG_DEVIATION, raw));
    }

    /** log(1 − tanh² z), also where tanh z is 1 to working precision. */
    static double logSlope(double z) {
        double size = Math.abs(z);
        return 2 * (LOG_2 - size - Math.log1p(Math.exp(-2 * size)));
    }
}
