package org.waymark.distillation.classification;

/** softmax(z/T), without overflow. */
public final class Softmax {
    private Softmax() {}

    /**
     * Writes p_i = exp(z_i/T) / Σ_j exp(z_j/T); returns log Σ_j exp(z_j/T).
     *
     * @param logits z, [C]; not modified unless it is {@code probabilities}
     * @param probabilities [C]; overwritten; may be {@code logits}
     */
    public static double apply(double[] logits, double temperature, double[] probabilities) {
        double largest = Double.NEGATIVE_INFINITY;
        for (double z : logits) {
            largest = Math.max(largest, z);
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] = StrictMath.exp((logits[i] - largest) / temperature);
            sum += probabilities[i];
        }
        for (int i = 0; i < logits.length; i++) {
            probabilities[i] /= sum;
        }
        return largest / temperature + StrictMath.log(sum);
    }
}
