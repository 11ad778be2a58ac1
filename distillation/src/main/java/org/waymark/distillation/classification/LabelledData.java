package org.waymark.distillation.classification;

import java.util.Arrays;
import java.util.function.IntPredicate;
import org.waymark.lqr.NonFiniteException;

/**
 * Examples with their classes; a transfer set may have examples without.
 *
 * <p>Immutable: arrays are copied in and out.
 */
public final class LabelledData {
    /** The label of an example whose class is not known. */
    public static final int UNLABELLED = -1;

    private final int inputSize;
    private final int classes;
    private final double[] inputs;
    private final int[] labels;

    /**
     * @param inputSize p, ≥ 1
     * @param classes C, ≥ 2
     * @param inputs [N × p], row-major, one example a row; not modified
     * @param labels [N], each in [0, C − 1] or {@link #UNLABELLED}; not modified
     * @throws IllegalArgumentException naming the row of a wrong label
     * @throws NonFiniteException if an input is NaN or infinite; its index counts row-major
     */
    public LabelledData(int inputSize, int classes, double[] inputs, int[] labels) {
        Shapes.require(inputSize >= 1, "labelled data: expected at least one input, found " + inputSize);
        Shapes.require(classes >= 2, "labelled data: expected at least two classes, found " + classes);
        Shapes.require(
                inputs.length == labels.length * inputSize,
                "labelled data: expected " + labels.length + " labels × " + inputSize + " inputs, found "
                        + inputs.length + " numbers");
        for (int n = 0; n < labels.length; n++) {
            if (labels[n] < UNLABELLED || labels[n] >= classes) {
                throw new IllegalArgumentException(
                        "label of row " + n + ": " + labels[n] + " is not in [0, " + (classes - 1) + "]");
            }
        }
        NonFiniteException.check("labelled data", inputs, -1);
        this.inputSize = inputSize;
        this.classes = classes;
        this.inputs = inputs.clone();
        this.labels = labels.clone();
    }

    /**
     * Examples as rows.
     *
     * @param rows [N][p], at least one; not modified
     * @param labels [N], each in [0, C − 1] or {@link #UNLABELLED}; not modified
     */
    public static LabelledData of(double[][] rows, int[] labels, int classes) {
        Shapes.require(rows.length > 0, "labelled data: no rows");
        Shapes.require(
                rows.length == labels.length,
                "labelled data: expected as many labels as rows, found " + labels.length + " and " + rows.length);
        int p = rows[0].length;
        double[] flat = new double[rows.length * p];
        for (int n = 0; n < rows.length; n++) {
            Shapes.requireLength("labelled data, row " + n, p, rows[n].length);
            System.arraycopy(rows[n], 0, flat, n * p, p);
        }
        return new LabelledData(p, classes, flat, labels);
    }

    /** N. */
    public int size() {
        return labels.length;
    }

    /** p. */
    public int inputSize() {
        return inputSize;
    }

    /** C. */
    public int classes() {
        return classes;
    }

    /** [N × p], row-major; a fresh array. */
    public double[] inputs() {
        return inputs.clone();
    }

    /** [N]; a fresh array. */
    public int[] labels() {
        return labels.clone();
    }

    /** The class of a row, or {@link #UNLABELLED}. */
    public int label(int row) {
        return labels[row];
    }

    /** Copies the inputs of a row into [p]. */
    public void copyInput(int row, double[] input) {
        Shapes.requireLength("input", inputSize, input.length);
        System.arraycopy(inputs, row * inputSize, input, 0, inputSize);
    }

    /** The rows from {@code from} to before {@code to}. */
    public LabelledData rows(int from, int to) {
        Shapes.require(
                0 <= from && from <= to && to <= size(),
                "rows: [" + from + ", " + to + ") is not within [0, " + size() + ")");
        return filtered(n -> n >= from && n < to);
    }

    /** All rows but those of one class. */
    public LabelledData without(int label) {
        return filtered(n -> labels[n] != label);
    }

    private LabelledData filtered(IntPredicate keep) {
        double[] kept = new double[inputs.length];
        int[] keptLabels = new int[labels.length];
        int count = 0;
        for (int n = 0; n < labels.length; n++) {
            if (keep.test(n)) {
                System.arraycopy(inputs, n * inputSize, kept, count * inputSize, inputSize);
                keptLabels[count++] = labels[n];
            }
        }
        return new LabelledData(
                inputSize, classes, Arrays.copyOf(kept, count * inputSize), Arrays.copyOf(keptLabels, count));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof LabelledData d
                && inputSize == d.inputSize
                && classes == d.classes
                && Arrays.equals(inputs, d.inputs)
                && Arrays.equals(labels, d.labels);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(inputs) + Arrays.hashCode(labels);
    }

    @Override
    public String toString() {
        return "LabelledData[" + size() + " rows, " + inputSize + " inputs, " + classes + " classes]";
    }
}
