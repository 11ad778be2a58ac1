package org.waymark.lqr.planner;

import org.waymark.lqr.Cost;

/** A batch cost that asks a plain one for each trajectory. */
final class OneByOneCost implements BatchCost {
    private final Cost cost;
    private final double[] state;
    private final double[] control;

    OneByOneCost(Cost cost, int stateSize, int controlSize) {
        this.cost = cost;
        state = new double[stateSize];
        control = new double[controlSize];
    }

    @Override
    public void addRunning(double[] states, double[] controls, int batch, int t, double[] costs) {
        for (int i = 0; i < batch; i++) {
            System.arraycopy(states, i * state.length, state, 0, state.length);
            System.arraycopy(controls, i * control.length, control, 0, control.length);
            costs[i] += cost.running(state, control, t);
        }
    }

    @Override
    public void addTerminal(double[] states, int batch, double[] costs) {
        for (int i = 0; i < batch; i++) {
            System.arraycopy(states, i * state.length, state, 0, state.length);
            costs[i] += cost.terminal(state);
        }
    }
}
