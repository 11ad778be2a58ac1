package org.waymark.lqr.constrained;

import org.waymark.lqr.Model;

/** One step of the classical Runge-Kutta method with the control held. */
final class HeldControl implements Model {
    /** ẋ = f(x, u). */
    interface Flow {
        void at(double[] x, double[] u, double[] rate);
    }

    private final int n;
    private final int m;
    private final double step;
    private final Flow flow;
    private final double[][] k;
    private final double[] x;

    HeldControl(int n, int m, double step, Flow flow) {
        this.n = n;
        this.m = m;
        this.step = step;
        this.flow = flow;
        k = new double[4][n];
        x = new double[n];
    }

    @Override
    public int stateSize() {
        return n;
    }

    @Override
    public int controlSize() {
        return m;
    }

    @Override
    public void next(double[] state, double[] control, int t, double[] nextState) {
        flow.at(state, control, k[0]);
        stage(state, control, 0.5 * step, 1);
        stage(state, control, 0.5 * step, 2);
        stage(state, control, step, 3);
        for (int i = 0; i < n; i++) {
            nextState[i] = state[i] + step / 6 * (k[0][i] + 2 * k[1][i] + 2 * k[2][i] + k[3][i]);
        }
    }

    private void stage(double[] state, double[] control, double h, int stage) {
        for (int i = 0; i < n; i++) {
            x[i] = state[i] + h * k[stage - 1][i];
        }
        flow.at(x, control, k[stage]);
    }
}
