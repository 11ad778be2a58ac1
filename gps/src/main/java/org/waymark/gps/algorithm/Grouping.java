package org.waymark.gps.algorithm;

import java.util.List;
import org.waymark.lqr.Rollout;
import org.waymark.sim.InitialState;

/** Decides where rollouts begin, under whose controller, and which cluster learns from them. */
interface Grouping {
    /** The same state, with its clusters if it has none yet. */
    State begun(State state);

    /** Where the rollouts of this iteration begin, per cluster. */
    List<List<InitialState>> starts(State state);

    /** The rollouts from {@link #starts}, each where it is to be learnt from, and where the clusters are now. */
    default Run<State> grouped(State state, List<List<InitialState>> starts, List<List<Rollout>> rollouts) {
        return new Run<>(state, rollouts);
    }
}
