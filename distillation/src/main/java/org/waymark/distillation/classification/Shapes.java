package org.waymark.distillation.classification;

/** What callers must keep to. */
final class Shapes {
    private Shapes() {}

    static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }

    static void requireLength(String name, int expected, int found) {
        if (expected != found) {
            throw new IllegalArgumentException(name + ": expected " + expected + " numbers, found " + found);
        }
    }

    static void requireTemperature(double temperature) {
        if (!(temperature > 0 && Double.isFinite(temperature))) {
            throw new IllegalArgumentException("temperature: " + temperature + " is not > 0 and finite");
        }
    }

    static void requireCall(Classifier classifier, double[] input, double temperature, double[] probabilities) {
        requireLength("classifier input", classifier.inputSize(), input.length);
        requireTemperature(temperature);
        requireLength("classifier probabilities", classifier.classes(), probabilities.length);
    }

    /** @param name of the classifier, for the message */
    static void requireSuits(String name, Classifier classifier, LabelledData data) {
        if (classifier.inputSize() != data.inputSize() || classifier.classes() != data.classes()) {
            throw new IllegalArgumentException(name + ": takes " + classifier.inputSize() + " inputs to "
                    + classifier.classes() + " classes, but the data have " + data.inputSize() + " inputs and "
                    + data.classes() + " classes");
        }
    }
}
