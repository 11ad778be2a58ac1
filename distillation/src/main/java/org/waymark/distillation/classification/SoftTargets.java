package org.waymark.distillation.classification;

import java.util.Arrays;
import org.waymark.lqr.NonFiniteException;

/**
 * What a teacher says of each example of a transfer set: q_n = softmax(z_t/T), [N × C].
 *
 * <p>Immutable: arrays are copied in and out.
 */
public final class SoftTargets {
    /** How far a row's sum may be from 1: probabilities written with six digits pass. */
    private static final double SUM_TOLERANCE = 1e-4;

    private final int classes;
    private final double temperature;
    private final double[] probabilities;

    /**
     * @param classes C, ≥ 2
     * @param temperature T at which the teacher was asked, > 0
     * @param probabilities [N × C], row-major, each ≥ 0, each row of sum 1; not modified
     * @throws IllegalArgumentException naming the row that is no distribution
     */
    public SoftTargets(int classes, double temperature, double[] probabilities) {
        Shapes.require(classes >= 2, "soft targets: expected at least two classes, found " + classes);
        Shapes.requireTemperature(temperature);
        Shapes.require(
                probabilities.length % classes == 0,
                "soft targets: " + probabilities.length + " numbers are not rows of " + classes);
        this.classes = classes;
        this.temperature = temperature;
        this.probabilities = probabilities.clone();
        for (int n = 0; n < size(); n++) {
            requireDistribution(n);
        }
    }

    /**
     * Asks a teacher.
     *
     * @throws IllegalArgumentException if its sizes are not those of the data, or naming the row of which it says no distribution
     * @throws NonFiniteException naming the row of which it says NaN or infinity
     */
    public static SoftTargets of(Classifier teacher, LabelledData transfer, double temperature) {
        Shapes.requireTemperature(temperature);
        Shapes.requireSuits("teacher", teacher, transfer);
        int classes = transfer.classes();
        double[] all = new double[transfer.size() * classes];
        double[] input = new double[transfer.inputSize()];
        double[] row = new double[classes];
        for (int n = 0; n < transfer.size(); n++) {
            transfer.copyInput(n, input);
            teacher.probabilities(input, temperature, row);
            NonFiniteException.check("teacher's probabilities of row " + n, row, -1);
            System.arraycopy(row, 0, all, n * classes, classes);
        }
        return new SoftTargets(classes, temperature, all);
    }

    private void requireDistribution(int row) {
        double sum = 0;
        for (int i = 0; i < classes; i++) {
            double q = probabilities[row * classes + i];
            Shapes.require(q >= 0, "soft targets, row " + row + ", class " + i + ": " + q + " is no probability");
            sum += q;
        }
        Shapes.require(
                Math.abs(sum - 1) <= SUM_TOLERANCE, "soft targets, row " + row + ": sum " + sum + ", expected 1");
    }

    /** N. */
    public int size() {
        return probabilities.length / classes;
    }

    /** C. */
    public int classes() {
        return classes;
    }

    /** T. */
    public double temperature() {
        return temperature;
    }

    /** [N × C], row-major; a fresh array. */
    public double[] probabilities() {
        return probabilities.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SoftTargets s
                && classes == s.classes
                && temperature == s.temperature
                && Arrays.equals(probabilities, s.probabilities);
    }

    @Override
    public int hashCode() {
        return 31 * Double.hashCode(temperature) + Arrays.hashCode(probabilities);
    }

    @Override
    public String toString() {
        return "SoftTargets[" + size() + " rows, " + classes + " classes, T = " + temperature + "]";
    }
}
