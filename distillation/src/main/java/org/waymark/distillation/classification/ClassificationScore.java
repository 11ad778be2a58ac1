package org.waymark.distillation.classification;

import java.util.Arrays;

/**
 * How a classifier does on labelled examples it is judged by.
 *
 * <p>Immutable: arrays are copied in and out.
 *
 * @param classes C
 * @param confusion [C × C], row-major: examples of class i (row) that are taken for class j
 * @param crossEntropy mean of −log p(label), in nats; a probability that underflows counts as the least positive number
 */
public record ClassificationScore(int classes, int[] confusion, double crossEntropy) {
    public ClassificationScore {
        Shapes.requireLength("confusion", classes * classes, confusion.length);
        confusion = confusion.clone();
    }

    /**
     * Asks the classifier of every example.
     *
     * @param data at least one example, all with labels
     * @throws IllegalArgumentException if sizes disagree, or naming a row without a label
     */
    public static ClassificationScore of(Classifier classifier, LabelledData data) {
        Shapes.requireSuits("classifier", classifier, data);
        Shapes.require(data.size() > 0, "test set: no examples");
        int classes = data.classes();
        int[] confusion = new int[classes * classes];
        double[] input = new double[data.inputSize()];
        double[] probabilities = new double[classes];
        double sum = 0;
        for (int n = 0; n < data.size(); n++) {
            int label = data.label(n);
            Shapes.require(label != LabelledData.UNLABELLED, "test set, row " + n + ": no label");
            data.copyInput(n, input);
            classifier.probabilities(input, 1, probabilities);
            sum -= StrictMath.log(Math.max(probabilities[label], Double.MIN_VALUE));
            confusion[label * classes + classifier.predict(input)]++;
        }
        return new ClassificationScore(classes, confusion, sum / data.size());
    }

    @Override
    public int[] confusion() {
        return confusion.clone();
    }

    /** Fraction of the examples that are taken for another class. */
    public double errorRate() {
        int right = 0;
        for (int i = 0; i < classes; i++) {
            right += confusion[i * classes + i];
        }
        return 1 - (double) right / Arrays.stream(confusion).sum();
    }

    /** Fraction of one class's examples that are taken for it; NaN if there are none. */
    public double recall(int label) {
        int all = 0;
        for (int j = 0; j < classes; j++) {
            all += confusion[label * classes + j];
        }
        return (double) confusion[label * classes + label] / all;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassificationScore s
                && classes == s.classes
                && Arrays.equals(confusion, s.confusion)
                && crossEntropy == s.crossEntropy;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(confusion) + Double.hashCode(crossEntropy);
    }

    @Override
    public String toString() {
        return "ClassificationScore[" + classes + " classes, error rate " + errorRate() + ", cross-entropy "
                + crossEntropy + "]";
    }
}
