package org.waymark.sim.variation;

import java.util.List;
import org.waymark.sim.Plant;
import org.waymark.sim.Simulator;

/** A plant some of whose physical quantities may differ from rollout to rollout. */
public interface VariablePlant extends Plant {
    /** Names of the quantities that can be varied; each is scaled by a factor on the plant's own value. */
    List<String> variables();

    /**
     * A new simulator whose starts have further parameters, after those that the plant's starts have anyway: one factor for each of
     * the given variables, in their order, ≥ 0. A start without them is one with factors 1. A factor holds until the next reset.
     *
     * @throws IllegalArgumentException if there is no such variable: the message lists what there is
     */
    Simulator newSimulator(List<String> variables);

    @Override
    default Simulator newSimulator() {
        return newSimulator(List.of());
    }
}
