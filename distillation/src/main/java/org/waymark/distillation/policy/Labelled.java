package org.waymark.distillation.policy;

import java.util.Arrays;
import org.waymark.distillation.TeachingSet;
import org.waymark.lqr.NonFiniteException;

/**
 * What a teacher says of observations. Immutable: arrays are copied in and out.
 *
 * @param observationSize p
 * @param outputSize m: controls, or actions
 * @param observations [N × p]
 * @param targets [N × m]: mean controls, or scores of the actions
 * @param precisions [N × m × m] inverse covariances of a Gaussian teacher; empty for a discrete one
 */
public record Labelled(
        int observationSize, int outputSize, double[] observations, double[] targets, double[] precisions) {
    public Labelled {
        int count = observations.length / observationSize;
        require("observations", observations, count, observationSize);
        require("targets", targets, count, outputSize);
        require("precisions", precisions, precisions.length == 0 ? 0 : count, outputSize * outputSize);
        observations = observations.clone();
        targets = targets.clone();
        precisions = precisions.clone();
    }

    private static void require(String name, double[] values, int count, int size) {
        if (values.length != count * size) {
            throw new IllegalArgumentException("labelled " + name + ": expected " + count + " rows of " + size
                    + " numbers, found " + values.length + " numbers");
        }
        NonFiniteException.check("labelled " + name, values, -1);
    }

    /** Nothing yet. */
    public static Labelled none(int observationSize, int outputSize) {
        return new Labelled(observationSize, outputSize, new double[0], new double[0], new double[0]);
    }

    /** These, then those. */
    public Labelled plus(Labelled more) {
        return new Labelled(
                observationSize,
                outputSize,
                joined(observations, more.observations),
                joined(targets, more.targets),
                joined(precisions, more.precisions));
    }

    private static double[] joined(double[] first, double[] second) {
        double[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    /** N. */
    public int size() {
        return observations.length / observationSize;
    }

    /** The same as a regression; without precisions of its own, of 2I, which makes the loss ‖u* − u‖². */
    TeachingSet regression() {
        double[] weighed = precisions;
        if (weighed.length == 0) {
            weighed = new double[outputSize * outputSize];
            for (int j = 0; j < outputSize; j++) {
                weighed[j * outputSize + j] = 2;
            }
        }
        return TeachingSet.of(observationSize, outputSize, observations, targets, weighed);
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
}
