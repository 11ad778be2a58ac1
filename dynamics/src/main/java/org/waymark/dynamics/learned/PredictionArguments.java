package org.waymark.dynamics.learned;

/** The checked arguments of the last prediction, which its derivative needs; a workspace. */
final class PredictionArguments {
    private final ModelSpace space;
    private final int batch;
    private final int members;
    /** [batch × n] and [batch × m] */
    private double[] states = {};

    private double[] controls = {};
    private int member = -1;
    private int count;

    PredictionArguments(ModelSpace space, int batch, int members) {
        if (batch < 1) {
            throw new IllegalArgumentException("prediction batch: expected ≥ 1, found " + batch);
        }
        this.space = space;
        this.batch = batch;
        this.members = members;
    }

    double[] states() {
        return states;
    }

    double[] controls() {
        return controls;
    }

    int member() {
        return member;
    }

    int count() {
        return count;
    }

    void remember(int k, double[] x, double[] u, int count, double[] mean, double[] variance) {
        if (k < 0 || k >= members) {
            throw new IllegalArgumentException("prediction member: expected 0…" + (members - 1) + ", found " + k);
        }
        requirePairs(x, u, count);
        requireLength("mean", count * space.n, mean.length);
        requireLength("variance", count * space.n, variance.length);
        if (states.length == 0) {
            states = new double[batch * space.n];
            controls = new double[batch * space.m];
        }
        System.arraycopy(x, 0, states, 0, count * space.n);
        System.arraycopy(u, 0, controls, 0, count * space.m);
        member = k;
        this.count = count;
    }

    /** Says that there is nothing to pull back any more. */
    void forget() {
        member = -1;
    }

    void requirePairs(double[] x, double[] u, int count) {
        if (count < 0 || count > batch) {
            throw new IllegalArgumentException("prediction count: expected at most " + batch + ", found " + count);
        }
        requireLength("states", count * space.n, x.length);
        requireLength("controls", count * space.m, u.length);
    }

    void requireSlopes(double[] dMean, double[] dVariance, double[] dCost, double[] dStates, double[] dControls) {
        if (member < 0) {
            throw new IllegalStateException("pullBack: no prediction yet: call predict first");
        }
        requireLength("dMean", count * space.n, dMean.length);
        requireLength("dVariance", dVariance.length == 0 ? 0 : count * space.n, dVariance.length);
        requireLength("dCost", dCost.length == 0 ? 0 : count, dCost.length);
        requireLength("dStates", count * space.n, dStates.length);
        requireLength("dControls", count * space.m, dControls.length);
    }

    static void requireLength(String name, int least, int found) {
        if (found < least) {
            throw new IllegalArgumentException(
                    "prediction " + name + ": expected at least " + least + " numbers, found " + found);
        }
    }
}
