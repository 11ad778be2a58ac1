package org.waymark.distillation.classification;

import java.util.List;

/**
 * Several classifiers as one: the mean of their probabilities, at each temperature.
 *
 * <p>q = 1/K Σ_k softmax(z_k/T), the arithmetic mean of Hinton, Vinyals and Dean (2015, section 2). Thread-safe if the members are.
 *
 * @param members at least one, all of the same sizes
 */
public record ClassifierEnsemble(List<? extends Classifier> members) implements Classifier {
    public ClassifierEnsemble {
        members = List.copyOf(members);
        Shapes.require(!members.isEmpty(), "ensemble: expected at least one teacher, found none");
        Classifier first = members.get(0);
        for (int k = 1; k < members.size(); k++) {
            Classifier member = members.get(k);
            if (member.inputSize() != first.inputSize() || member.classes() != first.classes()) {
                throw new IllegalArgumentException("ensemble: teacher " + k + " takes " + member.inputSize()
                        + " inputs to " + member.classes() + " classes, but teacher 0 takes " + first.inputSize()
                        + " inputs to " + first.classes() + " classes");
            }
        }
    }

    @Override
    public int inputSize() {
        return members.get(0).inputSize();
    }

    @Override
    public int classes() {
        return members.get(0).classes();
    }

    @Override
    public void probabilities(double[] input, double temperature, double[] probabilities) {
        Shapes.requireCall(this, input, temperature, probabilities);
        members.get(0).probabilities(input, temperature, probabilities);
        double[] other = new double[probabilities.length];
        for (int k = 1; k < members.size(); k++) {
            members.get(k).probabilities(input, temperature, other);
            for (int i = 0; i < other.length; i++) {
                probabilities[i] += other[i];
            }
        }
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] /= members.size();
        }
    }
}
