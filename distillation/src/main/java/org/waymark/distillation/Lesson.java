package org.waymark.distillation;

import java.util.Arrays;

/**
 * A teaching set as the gradient wants it: whitened, and with the weights inside the precisions.
 *
 * <p>In whitened controls z = (u − c)/S the loss of a sample is ½(z* − f)ᵀ(w S P S)(z* − f), the same number of nats. A precision that
 * all samples share is kept once, as S P S, and then the weights apart.
 */
final class Lesson {
    /** N. */
    final int size;
    /** N rows [p], whitened. */
    final double[][] inputs;
    /** [N × m], whitened. */
    final double[] targets;
    /** w S P S, [N × m × m], or S P S, [m × m]. */
    final double[] precisions;
    /** How far one sample's precision lies from the next: m·m, or 0 where all share one. */
    final int precisionStride;

    /** [N]: what a sample's precision is still to be multiplied by: 1, or w where all share one. */
    final double[] scales;

    /**
     * @param data not modified
     * @param weights [N], mean 1; not modified
     */
    Lesson(TeachingSet data, double[] weights, Whitening observations, Whitening controls) {
        size = data.size();
        int p = data.observationSize();
        double[] whitened = observations.apply(data.observations());
        inputs = new double[size][];
        for (int n = 0; n < size; n++) {
            inputs[n] = Arrays.copyOfRange(whitened, n * p, (n + 1) * p);
        }
        targets = controls.apply(data.targets());
        precisions = data.precisions();
        int m = data.controlSize();
        boolean shared = precisions.length == m * m;
        precisionStride = shared ? 0 : m * m;
        scales = weights.clone();
        if (!shared) {
            Arrays.fill(scales, 1);
        }
        for (int n = 0; n < precisions.length / (m * m); n++) {
            double weight = shared ? 1 : weights[n];
            for (int i = 0; i < m; i++) {
                for (int j = 0; j < m; j++) {
                    precisions[(n * m + i) * m + j] *= weight * controls.deviationAt(i) * controls.deviationAt(j);
                }
            }
        }
    }

    /**
     * Weights brought to mean 1, cut at {@code cap} times the median of the positive ones, and brought to mean 1 again.
     *
     * @param raw [N], ≥ 0, not all zero; not modified
     */
    static double[] capWeights(double[] raw, double cap) {
        double[] positive = Arrays.stream(raw).filter(w -> w > 0).sorted().toArray();
        int half = positive.length / 2;
        double median = positive.length % 2 == 1 ? positive[half] : 0.5 * (positive[half - 1] + positive[half]);
        double[] capped = new double[raw.length];
        double sum = 0;
        for (int n = 0; n < raw.length; n++) {
            capped[n] = Math.min(raw[n], cap * median);
            sum += capped[n];
        }
        double scale = raw.length / sum;
        for (int n = 0; n < raw.length; n++) {
            capped[n] *= scale;
        }
        return capped;
    }
}
