package org.waymark.dynamics.learned;

import java.util.Arrays;

/**
 * What came of training.
 *
 * @param transitions how many there were, those held out included
 * @param heldOut how many of them were held out
 * @param trainingLoss [members] mean squared error of the targets, in units of their variance, over the transitions trained on
 * @param holdOutLoss [members] the same over those held out; empty if there are none
 * @param epochs [members] passes over the training data
 * @param status how it ended
 */
public record ModelReport(
        int transitions, int heldOut, double[] trainingLoss, double[] holdOutLoss, int[] epochs, Status status) {
    /** How training ended. */
    public enum Status {
        /** Every member stopped because its loss on the data held out no longer fell. */
        CONVERGED,
        /** A member was still getting better, or nothing was held out, when all epochs were spent. */
        EPOCHS_SPENT,
        /** Solved in closed form. */
        SOLVED,
        /** A member's parameters became infinite: it keeps those that were best before. */
        DIVERGED
    }

    public ModelReport {
        trainingLoss = trainingLoss.clone();
        holdOutLoss = holdOutLoss.clone();
        epochs = epochs.clone();
    }

    @Override
    public double[] trainingLoss() {
        return trainingLoss.clone();
    }

    @Override
    public double[] holdOutLoss() {
        return holdOutLoss.clone();
    }

    @Override
    public int[] epochs() {
        return epochs.clone();
    }

    /** Mean over members of the loss on the data held out, of that on the training data if nothing was. */
    public double loss() {
        double[] by = holdOutLoss.length > 0 ? holdOutLoss : trainingLoss;
        return Arrays.stream(by).average().orElse(0);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ModelReport r && toString().equals(r.toString());
    }

    @Override
    public int hashCode() {
        return toString().hashCode();
    }

    @Override
    public String toString() {
        return "ModelReport[transitions=" + transitions + ", heldOut=" + heldOut + ", trainingLoss="
                + Arrays.toString(trainingLoss) + ", holdOutLoss=" + Arrays.toString(holdOutLoss) + ", epochs="
                + Arrays.toString(epochs) + ", status=" + status + "]";
    }
}
