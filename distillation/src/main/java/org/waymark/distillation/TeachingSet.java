package org.waymark.distillation;

import org.waymark.lqr.NonFiniteException;

/**
 * What the teachers would do at the observations that were visited.
 *
 * <p>Sample n says: at observation o_n the control should be u*_n, and a deviation d costs ½w_n dᵀP_n d. Immutable: arrays are copied
 * in and out.
 *
 * @param observationSize p
 * @param controlSize m
 * @param observations [N × p]
 * @param targets u*, [N × m]
 * @param precisions P, [N × m × m], or [m × m] if one matrix holds for all samples; symmetric positive semidefinite: inverse covariances
 *     of the teachers
 * @param weights w, [N], ≥ 0, not all zero
 */
public record TeachingSet(
        int observationSize,
        int controlSize,
        double[] observations,
        double[] targets,
        double[] precisions,
        double[] weights) {
    /**
     * @throws IllegalArgumentException if shapes disagree or a weight is negative
     * @throws NonFiniteException if a number is NaN or infinite; its t is −1 and its index counts from the start of the array
     */
    public TeachingSet {
        int count = weights.length;
        require("observations", observations, count, observationSize);
        require("targets", targets, count, controlSize);
        boolean shared = precisions.length == controlSize * controlSize;
        require("precisions", precisions, shared ? 1 : count, controlSize * controlSize);
        NonFiniteException.check("teaching weight", weights, -1);
        double total = 0;
        for (int n = 0; n < count; n++) {
            if (weights[n] < 0) {
                throw new IllegalArgumentException("weights[" + n + "]: " + weights[n] + " is negative");
            }
            total += weights[n];
        }
        if (!(total > 0)) {
            throw new IllegalArgumentException(
                    "weights: expected a positive sum, found " + total + " over " + count + " samples");
        }
        observations = observations.clone();
        targets = targets.clone();
        precisions = precisions.clone();
        weights = weights.clone();
    }

    /** Every sample weighs the same. */
    public static TeachingSet of(
            int observationSize, int controlSize, double[] observations, double[] targets, double[] precisions) {
        double[] ones = new double[observations.length / Math.max(1, observationSize)];
        java.util.Arrays.fill(ones, 1);
        return new TeachingSet(observationSize, controlSize, observations, targets, precisions, ones);
    }

    private static void require(String name, double[] values, int count, int size) {
        if (size < 1 || values.length != count * size) {
            throw new IllegalArgumentException(name + ": expected " + count + " samples of " + size + " numbers, found "
                    + values.length + " numbers");
        }
        NonFiniteException.check("teaching " + name, values, -1);
    }

    /** N. */
    public int size() {
        return weights.length;
    }

    /** mean_n P_n(j, j), whatever the weights. */
    public double meanPrecision(int j) {
        double sum = 0;
        for (int n = 0; n < size(); n++) {
            sum += precisions[precisionAt(n) + j * controlSize + j];
        }
        return sum / size();
    }

    /** Where P_n begins in {@link #precisions}. */
    int precisionAt(int n) {
        int length = controlSize * controlSize;
        return precisions.length == length ? 0 : n * length;
    }

    @Override
    public double[] observations() {
        return observations.clone();
    }

    @Override
    public double[] targets() {
        return targets.clone();
    }

    @Override
    public double[] precisions() {
        return precisions.clone();
    }

    @Override
    public double[] weights() {
        return weights.clone();
    }
}
