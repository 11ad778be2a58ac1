package org.waymark.gps.planning;

import org.waymark.lqr.Cost;
import org.waymark.lqr.planner.BatchCost;

/** The mean of a cost over P particles: a row of states is [P × n]. */
final class ParticleCost implements BatchCost {
    private final Cost cost;
    private final int particles;
    private final double[] state;
    private final double[] control;

    ParticleCost(Cost cost, int particles, int stateSize, int controlSize) {
        this.cost = cost;
        this.particles = particles;
        state = new double[stateSize];
        control = new double[controlSize];
    }

    @Override
    public void addRunning(double[] states, double[] controls, int batch, int t, double[] costs) {
        for (int i = 0; i < batch; i++) {
            System.arraycopy(controls, i * control.length, control, 0, control.length);
            double sum = 0;
            for (int p = 0; p < particles; p++) {
                System.arraycopy(states, (i * particles + p) * state.length, state, 0, state.length);
                sum += cost.running(state, control, t);
            }
            costs[i] += sum / particles;
        }
    }

    @Override
    public void addTerminal(double[] states, int batch, double[] costs) {
        for (int i = 0; i < batch; i++) {
            double sum = 0;
            for (int p = 0; p < particles; p++) {
                System.arraycopy(states, (i * particles + p) * state.length, state, 0, state.length);
                sum += cost.terminal(state);
            }
            costs[i] += sum / particles;
        }
    }
}
