package org.waymark.lqr.pathintegral;

/**
 * Weights w_n ∝ exp(−S_n/η), and the temperature η at which they keep a stated divergence from uniform weights.
 *
 * <p>The temperature minimises the dual of relative entropy policy search (Peters, Mülling and Altün 2010),
 *
 * <pre>
 *   g(η) = ηε − min S + η log (1/N) Σ_n exp(−(S_n − min S)/η),   η ≥ η_min.
 * </pre>
 *
 * <p>g is convex and g'(η) = ε − KL(w ‖ 1/N), which rises with η: the minimum is where the divergence is ε, or at η_min. The root is
 * searched for by Newton's method in log η, within limits. Since KL ≤ (max S − min S)²/(8η²) (Hoeffding's lemma), the upper limit is
 * known at the start.
 */
final class Softmax {
    private static final int MOST_STEPS = 200;
    private static final double TOLERANCE = 1e-13;

    /** [N], S; not modified. */
    private final double[] costs;

    private final double least;
    private final double greatest;
    /** [N], w at the temperature given last. */
    private final double[] weights;

    private double temperature;
    private double logMean;
    private double divergence;
    private double variance;

    Softmax(double[] costs) {
        this.costs = costs;
        this.weights = new double[costs.length];
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        for (double cost : costs) {
            min = Math.min(min, cost);
            max = Math.max(max, cost);
        }
        least = min;
        greatest = max;
    }

    /** Sets η > 0. */
    void heat(double eta) {
        temperature = eta;
        double sum = 0;
        for (int n = 0; n < weights.length; n++) {
            weights[n] = Math.exp(-(costs[n] - least) / eta);
            sum += weights[n];
        }
        // in units of η: a = −(S − min S)/η
        double mean = 0;
        double square = 0;
        for (int n = 0; n < weights.length; n++) {
            weights[n] /= sum;
            if (weights[n] > 0) {
                double a = -(costs[n] - least) / eta;
                mean += weights[n] * a;
                square += weights[n] * a * a;
            }
        }
        logMean = Math.log(sum / weights.length);
        divergence = Math.max(0, mean - logMean);
        variance = Math.max(0, square - mean * mean);
    }

    /** Sets η to the minimiser of the dual; whether the divergence is then ε, and not less. */
    boolean solve(double bound, double minTemperature) {
        heat(minTemperature);
        if (divergence <= bound) {
            return false;
        }
        double low = minTemperature;
        double high = Math.max(low, (greatest - least) / Math.sqrt(8 * bound));
        heat(Math.sqrt(low) * Math.sqrt(high));
        for (int i = 0; i < MOST_STEPS && Math.abs(divergence - bound) > TOLERANCE * bound; i++) {
            if (divergence > bound) {
                low = temperature;
            } else {
                high = temperature;
            }
            // d KL / d log η = −Var_w(a)
            double next = temperature * Math.exp((divergence - bound) / variance);
            heat(next > low && next < high ? next : Math.sqrt(low) * Math.sqrt(high));
        }
        return true;
    }

    /** g(η). */
    double dual(double bound) {
        return temperature * (bound + logMean) - least;
    }

    /** g'(η). */
    double dualSlope(double bound) {
        return bound - divergence;
    }

    double temperature() {
        return temperature;
    }

    /** KL(w ‖ 1/N), nats. */
    double divergence() {
        return divergence;
    }

    /** 1 / Σ w². */
    double effectiveSampleSize() {
        double sum = 0;
        for (double w : weights) {
            sum += w * w;
        }
        return 1 / sum;
    }

    /** [N], w; shared, not to be modified. */
    double[] weights() {
        return weights;
    }
}
