package org.waymark.distillation.classification;

import java.util.function.BiConsumer;

/**
 * A model that gives each of C classes a probability.
 *
 * <p>This interface may be implemented by users, for teachers of any kind; a model with logits is made into one by {@link #ofLogits}.
 */
public interface Classifier {
    /** p, ≥ 1. */
    int inputSize();

    /** C, ≥ 2. */
    int classes();

    /**
     * Writes the probabilities of the classes at a temperature: softmax(z/T) where the model has logits z.
     *
     * @param input [p]; not modified
     * @param temperature T, > 0; 1 for the model's own probabilities
     * @param probabilities [C], each ≥ 0, sum 1; overwritten
     */
    void probabilities(double[] input, double temperature, double[] probabilities);

    /** The class of the greatest probability; the first of several. */
    default int predict(double[] input) {
        double[] probabilities = new double[classes()];
        probabilities(input, 1, probabilities);
        int best = 0;
        for (int i = 1; i < probabilities.length; i++) {
            if (probabilities[i] > probabilities[best]) {
                best = i;
            }
        }
        return best;
    }

    /**
     * A classifier of any function that writes logits.
     *
     * @param logits takes an input [p], which it leaves alone, and overwrites the logits [C]
     */
    static Classifier ofLogits(int inputSize, int classes, BiConsumer<double[], double[]> logits) {
        Shapes.require(inputSize >= 1, "classifier: expected at least one input, found " + inputSize);
        Shapes.require(classes >= 2, "classifier: expected at least two classes, found " + classes);
        return new Classifier() {
            @Override
            public int inputSize() {
                return inputSize;
            }

            @Override
            public int classes() {
                return classes;
            }

            @Override
            public void probabilities(double[] input, double temperature, double[] probabilities) {
                Shapes.requireCall(this, input, temperature, probabilities);
                logits.accept(input, probabilities);
                Softmax.apply(probabilities, temperature, probabilities);
            }
        };
    }
}
