package org.waymark.lqr.planner;

import org.waymark.lqr.TimeVaryingMatrix;

/**
 * What a planner intends.
 *
 * @param start absolute time step of the first state and control
 * @param cost predicted: Σ ℓ + ℓ_f along the plan
 * @param states (H+1) × n: predicted; the first is the one that was planned from
 * @param controls H × m, within the limits
 */
public record Plan(int start, double cost, TimeVaryingMatrix states, TimeVaryingMatrix controls) {
    public Plan {
        controls.requireShape("controls", controls.steps(), controls.rows(), 1);
        states.requireShape("states", controls.steps() + 1, states.rows(), 1);
    }

    /** H, the number of controls. */
    public int horizon() {
        return controls.steps();
    }
}
