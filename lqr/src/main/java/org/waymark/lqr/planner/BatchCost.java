package org.waymark.lqr.planner;

import org.waymark.lqr.Cost;

/** The cost Σ ℓ(x_t,u_t,t) + ℓ_f(x_H) of many trajectories at once; for one thread at a time. */
public interface BatchCost {
    /**
     * Adds ℓ(x_t, u_t, t) of each of {@code batch} trajectories.
     *
     * @param states [batch × stateSize] or longer, row-major; not modified
     * @param controls [batch × controlSize] or longer, row-major; not modified
     * @param costs [batch] or longer; added to
     */
    void addRunning(double[] states, double[] controls, int batch, int t, double[] costs);

    /**
     * Adds ℓ_f of each of {@code batch} final states.
     *
     * @param states [batch × stateSize] or longer, row-major; not modified
     * @param costs [batch] or longer; added to
     */
    void addTerminal(double[] states, int batch, double[] costs);

    /** One trajectory after the other. */
    static BatchCost of(Cost cost, int stateSize, int controlSize) {
        return new OneByOneCost(cost, stateSize, controlSize);
    }
}
