package org.waymark.dynamics.learned;

import org.waymark.lqr.DifferentiableModel;

/** The mean of the elites' means as a deterministic model; for one thread. */
final class MeanModel implements DifferentiableModel {
    private final LearnedDynamics model;
    private final int[] elites;
    private final int n;
    private final int m;
    private final Prediction one;
    private final Prediction rows;
    private final double[] mean;
    private final double[] variance;
    /** The same pair n times, and as many unit vectors to pull back. */
    private final double[] states;

    private final double[] controls;
    private final double[] units;
    private final double[] dStates;
    private final double[] dControls;

    MeanModel(LearnedDynamics model) {
        this.model = model;
        elites = model.elites();
        n = model.stateSize();
        m = model.controlSize();
        one = model.prediction(1);
        rows = model.prediction(n);
        mean = new double[n * n];
        variance = new double[n * n];
        states = new double[n * n];
        controls = new double[n * m];
        units = new double[n * n];
        for (int i = 0; i < n; i++) {
            units[i * n + i] = 1;
        }
        dStates = new double[n * n];
        dControls = new double[n * m];
    }

    @Override
    public int stateSize() {
        return model.stateSize();
    }

    @Override
    public int controlSize() {
        return model.controlSize();
    }

    @Override
    public void next(double[] state, double[] control, int t, double[] nextState) {
        for (int k = 0; k < elites.length; k++) {
            one.predict(elites[k], state, control, 1, mean, variance);
            for (int i = 0; i < n; i++) {
                nextState[i] = (k == 0 ? 0 : nextState[i]) + mean[i] / elites.length;
            }
        }
    }

    @Override
    public void jacobian(double[] state, double[] control, int t, double[] jacobian) {
        for (int i = 0; i < n; i++) {
            System.arraycopy(state, 0, states, i * n, n);
            System.arraycopy(control, 0, controls, i * m, m);
        }
        for (int k = 0; k < elites.length; k++) {
            rows.predict(elites[k], states, controls, n, mean, variance);
            rows.pullBack(units, new double[0], dStates, dControls);
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n + m; j++) {
                    double d = (j < n ? dStates[i * n + j] : dControls[i * m + j - n]) / elites.length;
                    int at = i * (n + m) + j;
                    jacobian[at] = (k == 0 ? 0 : jacobian[at]) + d;
                }
            }
        }
    }
}
