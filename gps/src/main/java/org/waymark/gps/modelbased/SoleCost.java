package org.waymark.gps.modelbased;

import org.waymark.gps.algorithm.Task;
import org.waymark.lqr.Cost;

/** The cost of a task that has one for all of its starts. */
public final class SoleCost {
    private SoleCost() {}

    /** @throws IllegalArgumentException if clusters have costs of their own, of which a state knows nothing */
    public static Cost of(Task task) {
        if (task.costs().size() > 1) {
            throw new IllegalArgumentException("task: learners with a model of the plant expect one cost, found "
                    + task.costs().size() + ", one for each cluster");
        }
        return task.cost(0);
    }
}
