package org.waymark.gps.algorithm;

import java.util.List;
import org.waymark.sim.InitialState;

/**
 * A group of initial states that share one local controller.
 *
 * @param starts the members, at least one; a cluster with a single member always starts there
 */
public record Cluster(List<InitialState> starts) {
    public Cluster {
        starts = List.copyOf(starts);
        AlgorithmOptions.require(!starts.isEmpty(), "cluster: expected at least one initial state");
    }

    /** One cluster for each of the given states. */
    public static List<Cluster> each(List<InitialState> starts) {
        return starts.stream().map(start -> new Cluster(List.of(start))).toList();
    }
}
