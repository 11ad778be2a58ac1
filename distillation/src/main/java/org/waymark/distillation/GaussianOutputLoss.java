package org.waymark.distillation;

import java.util.Arrays;

/**
 * ½ w_n (z*_n − y_n)ᵀ S P_n S (z*_n − y_n) of whitened outputs y: what {@link PolicyTrainer} minimises, for networks of other shapes.
 *
 * <p>Since u = c + S y it is the same number of nats as ½ w (u* − u)ᵀ P (u* − u).
 */
public final class GaussianOutputLoss implements OutputLoss {
    private final Lesson lesson;
    private final GaussianSlope slopes;

    /**
     * @param data what the teachers say; its own weights are not read
     * @param weight w, the same for all samples, > 0
     * @param observations (a, d) with inputs (o − a)/d
     * @param controls (c, S)
     */
    public GaussianOutputLoss(TeachingSet data, double weight, Whitening observations, Whitening controls) {
        double[] weights = new double[data.size()];
        Arrays.fill(weights, weight);
        lesson = new Lesson(data, weights, observations, controls);
        slopes = new GaussianSlope(data.controlSize());
    }

    @Override
    public double evaluate(double[][] outputs, int[] order, int from, int count, double[][] slope) {
        return slopes.evaluate(outputs, lesson, order, from, count, slope);
    }
}
