package org.waymark.lqr.planner;

import java.util.Arrays;
import org.waymark.lqr.BatchModel;

/** Predicts a block of samples; one for each thread. */
final class SampleRolloutWorker {
    private final BatchModel model;
    private final BatchCost cost;
    private final int n;
    private final int m;
    private final int horizon;
    private final double[] controls;
    private final double[] sums;
    private final SampleRollouts.LostSamples singleLost = new SampleRollouts.LostSamples(1);
    private double[] states;
    private double[] following;

    SampleRolloutWorker(SamplingProblem problem, int batch) {
        model = problem.models().get();
        cost = problem.costs().get();
        n = model.stateSize();
        m = model.controlSize();
        PlannerChecks.length("control limits", m, problem.limits().size());
        horizon = problem.horizon();
        controls = new double[batch * m];
        sums = new double[batch];
        states = new double[batch * n];
        following = new double[batch * n];
    }

    void requireLike(SampleRolloutWorker first) {
        PlannerChecks.length("models: state of another thread's model", first.n, n);
        PlannerChecks.length("models: control of another thread's model", first.m, m);
    }

    int stateSize() {
        return n;
    }

    int controlSize() {
        return m;
    }

    /**
     * Predicts samples first…first+count−1.
     *
     * @param sequences [samples × H × m]; not modified
     * @param costs [samples]; those of the block are overwritten, by infinity for lost samples
     * @param lost told of the samples whose state or cost is not finite; those states stay where they last were finite
     */
    void run(
            double[] sequences,
            int first,
            int count,
            double[] start,
            int t,
            double[] costs,
            SampleRollouts.LostSamples lost) {
        for (int i = 0; i < count; i++) {
            System.arraycopy(start, 0, states, i * n, n);
        }
        Arrays.fill(sums, 0, count, 0);
        for (int k = 0; k < horizon; k++) {
            for (int i = 0; i < count; i++) {
                System.arraycopy(sequences, ((first + i) * horizon + k) * m, controls, i * m, m);
            }
            step(first, count, t + k, lost);
        }
        cost.addTerminal(states, count, sums);
        keepFiniteCosts(first, count, t + horizon, lost);
        for (int i = 0; i < count; i++) {
            costs[first + i] = lost.has(first + i) ? Double.POSITIVE_INFINITY : sums[i];
        }
    }

    /** As {@link SampleRollouts#trace}. */
    double trace(double[] sequence, double[] start, int t, double[] trace) {
        singleLost.clear();
        sums[0] = 0;
        System.arraycopy(start, 0, states, 0, n);
        for (int k = 0; k < horizon; k++) {
            System.arraycopy(states, 0, trace, k * n, n);
            System.arraycopy(sequence, k * m, controls, 0, m);
            step(0, 1, t + k, singleLost);
        }
        System.arraycopy(states, 0, trace, horizon * n, n);
        cost.addTerminal(states, 1, sums);
        keepFiniteCosts(0, 1, t + horizon, singleLost);
        return singleLost.has(0) ? Double.POSITIVE_INFINITY : sums[0];
    }

    private void step(int first, int count, int t, SampleRollouts.LostSamples lost) {
        cost.addRunning(states, controls, count, t, sums);
        keepFiniteCosts(first, count, t, lost);
        model.next(states, controls, count, t, following);
        keepFiniteStates(first, count, t + 1, lost);
        double[] swap = states;
        states = following;
        following = swap;
    }

    private void keepFiniteCosts(int first, int count, int t, SampleRollouts.LostSamples lost) {
        for (int i = 0; i < count; i++) {
            if (!Double.isFinite(sums[i]) && !lost.has(first + i)) {
                lost.loseCost(first + i, t, sums[i]);
            }
        }
    }

    private void keepFiniteStates(int first, int count, int t, SampleRollouts.LostSamples lost) {
        for (int i = 0; i < count; i++) {
            for (int j = i * n; j < (i + 1) * n; j++) {
                if (!Double.isFinite(following[j]) && !lost.has(first + i)) {
                    lost.loseState(first + i, t, j - i * n, following[j]);
                }
            }
            if (lost.has(first + i)) {
                System.arraycopy(states, i * n, following, i * n, n);
            }
        }
    }
}
