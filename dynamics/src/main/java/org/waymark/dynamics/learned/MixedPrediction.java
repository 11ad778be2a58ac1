package org.waymark.dynamics.learned;

import java.util.Arrays;

/** Predicts a batch of which each row has a member of its own, member by member. A workspace: one thread each. */
final class MixedPrediction {
    private final Prediction prediction;
    private final int n;
    private final int m;
    /** [batch] the rows in order of their members. */
    private final int[] sorted;
    /** [members + 1] where the rows of each member begin. */
    private final int[] begin;

    private final double[] someStates;
    private final double[] someControls;
    private final double[] someMean;
    private final double[] someVariance;

    MixedPrediction(LearnedDynamics model, int batch) {
        prediction = model.prediction(batch);
        n = model.stateSize();
        m = model.controlSize();
        sorted = new int[batch];
        begin = new int[model.members() + 1];
        someStates = new double[batch * n];
        someControls = new double[batch * m];
        someMean = new double[batch * n];
        someVariance = new double[batch * n];
    }

    /**
     * As {@link Prediction#predict}, by another member for each row.
     *
     * @param members [count] or longer; not modified
     * @param costMean [count] or longer, overwritten; or empty if it is not wanted
     * @param costVariance like {@code costMean}
     */
    void predict(
            int[] members,
            double[] states,
            double[] controls,
            int count,
            double[] mean,
            double[] variance,
            double[] costMean,
            double[] costVariance) {
        sort(members, count);
        for (int k = 0; k + 1 < begin.length; k++) {
            int some = begin[k + 1] - begin[k];
            if (some == 0) {
                continue;
            }
            for (int r = 0; r < some; r++) {
                int i = sorted[begin[k] + r];
                System.arraycopy(states, i * n, someStates, r * n, n);
                System.arraycopy(controls, i * m, someControls, r * m, m);
            }
            prediction.predict(k, someStates, someControls, some, someMean, someVariance);
            for (int r = 0; r < some; r++) {
                int i = sorted[begin[k] + r];
                System.arraycopy(someMean, r * n, mean, i * n, n);
                System.arraycopy(someVariance, r * n, variance, i * n, n);
                if (costMean.length > 0) {
                    costMean[i] = prediction.costMean()[r];
                    costVariance[i] = prediction.costVariance()[r];
                }
            }
        }
    }

    private void sort(int[] members, int count) {
        Arrays.fill(begin, 0);
        for (int i = 0; i < count; i++) {
            begin[members[i] + 1]++;
        }
        for (int k = 1; k < begin.length; k++) {
            begin[k] += begin[k - 1];
        }
        for (int i = 0; i < count; i++) {
            sorted[begin[members[i]]++] = i;
        }
        System.arraycopy(begin, 0, begin, 1, begin.length - 1);
        begin[0] = 0;
    }
}
